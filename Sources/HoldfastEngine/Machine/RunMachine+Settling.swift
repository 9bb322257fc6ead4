import HoldfastModel
import HoldfastStores

extension RunMachine {
  /// Begins to save what an outcome in the log stands for.
  mutating func settle(at now: Timestamp) -> [Effect] {
    guard let outcome else { return [] }
    if isLogged { lease = Lease(duration: limits.lease, confirmedAt: now) }
    retry = Retry(budget: limits.settleBudget)
    return [.showOutcome(outcome.state), .settle(outcome, after: .zero)]
  }

  /// Settling failed: once more, later, or never.
  mutating func settleFailed(_ code: StoreError.Code, jitter: Double, at now: Timestamp) -> [Effect] {
    guard phase == .settling, let outcome else { return [] }
    if StoreError(code, "").isRetriable, let wait = retry.next(jitter: jitter) {
      return [.settle(outcome, after: wait)]
    }
    // Without a log there is nothing that it could be saved from later.
    return settled(code == .refused || !isLogged ? .refused : .pending, at: now)
  }

  /// Writes the closing frames.
  mutating func settled(_ saving: ClosingChunks.Saving, at now: Timestamp) -> [Effect] {
    guard phase == .settling, let outcome else { return [] }
    self.saving = saving
    phase = .ending
    retry = Retry(budget: limits.logOutageBudget)
    let chunks = ClosingChunks.chunks(
      for: outcome, header: header, saving: saving, isLogged: isLogged, now: now)
    let write = Write(chunks: chunks, end: saving == .refused ? .failed : outcome.state)
    inFlight = write
    return [.write(write)]
  }
}
