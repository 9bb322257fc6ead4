import Synchronization

/// The one end of a look-up: whichever comes first of its result and its cancellation.
final class LookUp: Sendable {
  typealias Outcome = Result<[NetworkAddress], any Error>
  private typealias Continuation = CheckedContinuation<[NetworkAddress], any Error>

  private enum State {
    case new
    case waiting(Continuation)
    case ended
  }

  private let state = Mutex(State.new)

  /// Whether somebody still waits.
  var isOpen: Bool {
    state.withLock { if case .waiting = $0 { true } else { false } }
  }

  /// Takes who waits.
  ///
  /// - Returns: Whether there is something to wait for; otherwise the wait was cancelled and is over.
  func begin(_ continuation: CheckedContinuation<[NetworkAddress], any Error>) -> Bool {
    let isNew = state.withLock { state in
      guard case .new = state else { return false }
      state = .waiting(continuation)
      return true
    }
    if !isNew { continuation.resume(throwing: CancellationError()) }
    return isNew
  }

  /// Ends the wait, unless it has ended.
  func end(with outcome: Outcome) {
    let waiting = state.withLock { state in
      defer { state = .ended }
      if case .waiting(let continuation) = state { return Optional(continuation) }
      return nil
    }
    waiting?.resume(with: outcome)
  }
}
