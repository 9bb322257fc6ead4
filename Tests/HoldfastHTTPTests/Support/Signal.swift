import Synchronization

/// Values that are sent by some tasks and waited for, one by one, by others.
final class Signal<Value: Sendable>: Sendable {
  private struct State {
    var values: [Value] = []
    var waiters: [(id: Int, continuation: CheckedContinuation<Value, any Error>)] = []
    var cancelled: Set<Int> = []
    var lastID = 0
  }

  private let state = Mutex(State())

  func send(_ value: Value) {
    let waiter = state.withLock { state -> CheckedContinuation<Value, any Error>? in
      if !state.waiters.isEmpty { return state.waiters.removeFirst().continuation }
      state.values.append(value)
      return nil
    }
    waiter?.resume(returning: value)
  }

  /// The next value.
  ///
  /// - Throws: `CancellationError`, which concerns no other waiting task.
  func wait() async throws -> Value {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let result = state.withLock { state -> Result<Value, any Error>? in
          if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
          if !state.values.isEmpty { return .success(state.values.removeFirst()) }
          state.waiters.append((id, continuation))
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      let waiter = state.withLock { state -> CheckedContinuation<Value, any Error>? in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return nil
        }
        return state.waiters.remove(at: index).continuation
      }
      waiter?.resume(throwing: CancellationError())
    }
  }
}

extension Signal where Value == Void {
  func send() { send(()) }
}

/// Tells when so many have arrived.
final class Arrivals: Sendable {
  private let count = Mutex(0)
  private let expected: Int
  private let complete: @Sendable () -> Void

  init(_ expected: Int, complete: @escaping @Sendable () -> Void) {
    self.expected = expected
    self.complete = complete
  }

  func arrive() {
    let isComplete = count.withLock { count in
      count += 1
      return count == expected
    }
    if isComplete { complete() }
  }
}
