import HoldfastModel
import HoldfastStores

/// The last steps: the quota is paid, then the closing frames are written.
extension RunMachine {
  /// Nothing more is saved or undone: what is set aside for the reply is ended.
  mutating func close(_ saving: ClosingChunks.Saving, at now: Timestamp) -> [Effect] {
    self.saving = saving
    guard header.reservation != nil, let outcome else { return end(at: now) }
    phase = .paying
    retry = Retry(budget: limits.quotaBudget)
    return [.payQuota(QuotaEnd(outcome.charge), after: .zero)]
  }

  /// Saying what the reply has used failed: once more, or it is left to the reconciler.
  mutating func payingFailed(_ code: StoreError.Code, jitter: Double, at now: Timestamp) -> [Effect] {
    guard phase == .paying, let outcome else { return [] }
    if StoreError(code, "").isRetriable, let wait = retry.next(jitter: jitter) {
      return [.payQuota(QuotaEnd(outcome.charge), after: wait)]
    }
    isQuotaLeft = true
    return [.countQuotaLeft] + end(at: now)
  }

  /// Writes the closing frames.
  mutating func end(at now: Timestamp) -> [Effect] {
    guard let outcome else { return [] }
    phase = .ending
    retry = Retry(budget: limits.logOutageBudget)
    var chunks = lateChunks
    chunks += ClosingChunks.notices(of: effects.entries, now: now)
    if isQuotaLeft {
      chunks.append(ClosingChunks.quotaNotice(until: now + limits.reservation, now: now).chunk)
    }
    chunks += ClosingChunks.chunks(
      for: outcome, header: header, saving: saving, isLogged: isLogged, now: now)
    let write = Write(chunks: chunks, end: saving == .refused ? .failed : outcome.state)
    inFlight = write
    return [.write(write)]
  }
}
