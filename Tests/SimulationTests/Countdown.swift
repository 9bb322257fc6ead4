import Synchronization

/// Tells when so many threads are done.
final class Countdown: Sendable {
  private let state: Mutex<(left: Int, waiter: CheckedContinuation<Void, Never>?)>

  init(_ count: Int) { state = Mutex((count, nil)) }

  func count() {
    let waiter = state.withLock { state in
      state.left -= 1
      return state.left == 0 ? state.waiter : nil
    }
    waiter?.resume()
  }

  func wait() async {
    await withCheckedContinuation { continuation in
      let isDone = state.withLock { state in
        state.waiter = continuation
        return state.left == 0
      }
      if isDone { continuation.resume() }
    }
  }
}
