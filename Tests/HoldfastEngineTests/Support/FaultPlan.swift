import HoldfastStores
import Synchronization

/// What goes wrong with a call to a store.
enum Fault: Sendable {
  /// Nothing is done, and the call throws.
  case before(StoreError.Code)
  /// It is done, and the call throws all the same.
  case after(StoreError.Code)
  /// The call waits before it does anything.
  case heldBefore(Gate)
  /// It is done, and the answer waits.
  case heldAfter(Gate)
  /// It is done, and then something else happens before the answer.
  case followed(@Sendable () async throws -> Void)
}

/// The faults of a store, by operation.
final class FaultPlan<Operation: Hashable & Sendable>: Sendable {
  private struct State {
    var faults: [Operation: (fault: Fault, times: Int)] = [:]
    var calls: [Operation: Int] = [:]
  }

  private let state = Mutex(State())

  /// Makes calls of a kind go wrong: so many times, or until they are healed.
  func set(_ fault: Fault, on operations: Operation..., times: Int = .max) {
    state.withLock { state in
      for operation in operations { state.faults[operation] = (fault, times) }
    }
  }

  /// Makes calls of a kind, or of all, go well again.
  func heal(_ operation: Operation? = nil) {
    state.withLock { state in
      if let operation { state.faults[operation] = nil } else { state.faults = [:] }
    }
  }

  /// How many calls of a kind there were, with or without a fault.
  func count(_ operation: Operation) -> Int { state.withLock { $0.calls[operation, default: 0] } }

  private func next(_ operation: Operation) -> Fault? {
    state.withLock { state in
      state.calls[operation, default: 0] += 1
      guard let (fault, times) = state.faults[operation] else { return nil }
      state.faults[operation] = times > 1 ? (fault, times - 1) : nil
      return fault
    }
  }

  /// Makes a call, with its fault.
  func call<Value>(_ operation: Operation, _ call: () async throws -> Value) async throws -> Value {
    switch next(operation) {
    case nil: return try await call()
    case .before(let code): throw StoreError(code, "scripted")
    case .after(let code):
      _ = try await call()
      throw StoreError(code, "scripted")
    case .heldBefore(let gate):
      await gate.pass()
      return try await call()
    case .heldAfter(let gate):
      let value = try await call()
      await gate.pass()
      return value
    case .followed(let body):
      let value = try await call()
      try await body()
      return value
    }
  }
}
