import Synchronization

/// Where one waits until all the others have come, each time anew.
final class Gate: Sendable {
  private struct State {
    var expected: Int
    var arrived = 0
    var waiter: CheckedContinuation<Void, Never>?

    var areAllThere: Bool { arrived >= expected }

    /// Whoever waits, when there is nothing left to wait for.
    mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
      guard areAllThere, let waiter else { return nil }
      self.waiter = nil
      arrived = 0
      return waiter
    }
  }

  private let state: Mutex<State>

  init(expecting count: Int) { state = Mutex(State(expected: count)) }

  /// Notes that one has come; it does not wait.
  func arrive() {
    let waiter = state.withLock { state in
      state.arrived += 1
      return state.takeWaiter()
    }
    waiter?.resume()
  }

  /// Notes that one will not come any more.
  func leave() {
    let waiter = state.withLock { state in
      state.expected -= 1
      return state.takeWaiter()
    }
    waiter?.resume()
  }

  /// Waits until all have come since it last did.
  func open() async {
    await withCheckedContinuation { continuation in
      let waiter = state.withLock { state in
        state.waiter = continuation
        return state.takeWaiter()
      }
      waiter?.resume()
    }
  }
}
