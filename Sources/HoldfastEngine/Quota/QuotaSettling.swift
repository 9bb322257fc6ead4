import HoldfastModel
import HoldfastStores

/// Ends what was set aside for a reply.
struct QuotaSettling: Sendable {
  let context: Run.Context

  /// Ends a reservation as what a reply has used; only the first end counts.
  ///
  /// - Throws: ``StoreError``.
  func end(_ reservation: ReservationID, of principal: Principal, as end: QuotaEnd) async throws {
    let ended = try await context.conversations[principal].end(
      reservation, of: principal, as: end, now: context.environment.now())
    if let ended, ended.isLate { observe(.quotaLate) }
    switch ended?.state {
    case .committed: observe(.quotaEnded(.committed))
    case .released: observe(.quotaEnded(.released))
    case .expired: observe(.quotaEnded(.expired))
    case .outstanding, nil: break
    }
  }

  private func observe(_ event: EngineEvent) { context.environment.observer.observe(event) }
}
