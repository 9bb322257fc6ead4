import Synchronization

/// What the question whether a store works has to pass: it can be closed, and then nothing but opening it helps, not
/// even being cancelled.
final class HealthGate: Sendable {
  private struct State {
    var isClosed = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var questions = 0
  }

  private let state = Mutex(State())

  /// How often it was asked.
  var questions: Int { state.withLock { $0.questions } }

  /// Lets every question from now on wait.
  func close() { state.withLock { $0.isClosed = true } }

  /// Lets all pass.
  func open() {
    let waiting = state.withLock { state in
      defer { (state.isClosed, state.waiting) = (false, []) }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }

  func pass() async {
    await withCheckedContinuation { continuation in
      let isHeld = state.withLock { state in
        state.questions += 1
        if state.isClosed { state.waiting.append(continuation) }
        return state.isClosed
      }
      if !isHeld { continuation.resume() }
    }
  }
}
