import HoldfastModel
import HoldfastStores

extension RunMachine {
  /// Settling failed: once more, later, or never.
  mutating func settleFailed(_ code: StoreError.Code, jitter: Double, at now: Timestamp) -> [Effect] {
    guard phase == .settling, let outcome else { return [] }
    if StoreError(code, "").isRetriable, let wait = retry.next(jitter: jitter) {
      return [.settle(outcome, after: wait)]
    }
    // Without a log there is nothing that it could be saved from later.
    return leaveUnsaved(as: code == .refused || !isLogged ? .refused : .pending, at: now)
  }

  /// The reply is settled.
  ///
  /// - Parameter isSessionGone: Whether there is no session any more that it could be a part of.
  mutating func settled(isSessionGone: Bool, at now: Timestamp) -> [Effect] {
    guard phase == .settling else { return [] }
    return isSessionGone ? leaveUnsaved(as: .saved, at: now) : close(.saved, at: now)
  }
}
