import HoldfastModel
import Synchronization

/// Ends one attempt from outside, while the others of its run go on.
final class AttemptBell: Sendable {
  private struct State {
    var isRung = false
    var failure: ProviderError?
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Ends the attempt.
  ///
  /// - Parameter failure: What it is ended for, when that is its provider's failure.
  func ring(for failure: ProviderError? = nil) {
    let waiter = state.withLock { state in
      if !state.isRung { state.failure = failure }
      state.isRung = true
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }

  /// What the attempt was ended for, when that is its provider's failure.
  var failure: ProviderError? { state.withLock(\.failure) }

  /// Does some work, and cancels it when the bell rings.
  func cancelling(_ work: @escaping @Sendable () async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await work() }
      group.addTask { await self.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  /// Waits until the bell rings, or the task is cancelled; one task.
  private func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if Task.isCancelled || state.isRung { return true }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }
      waiter?.resume()
    }
  }
}
