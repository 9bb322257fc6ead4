package import HoldfastModel
package import HoldfastStores

/// Quota, with what became of each reservation noted when it is durable.
extension SimulatedConversationStore {
  package func reserve(_ request: QuotaRequest) async throws -> QuotaOutcome {
    let wish = tampered(request)
    return try await write(.reserve, about: nil) { memory in
      try await memory.reserve(wish)
    } events: { outcome in
      guard case .granted(let reservation, let account) = outcome else { return [] }
      return [.reservationMoved(reservation, account)]
    }
  }

  package func end(
    _ reservation: ReservationID, of principal: Principal, as end: QuotaEnd, now: Timestamp
  ) async throws -> QuotaReservation? {
    let end = tampered(end)
    return try await write(.endReservation, about: nil) { memory in
      let before = memory.contents.quotas[principal]
      var ended = try await memory.end(reservation, of: principal, as: end, now: now)
      tamper(after: &ended, from: before, in: memory)
      return (
        ended: ended, isNew: ended.map { before?.reservation($0.id) != $0 } ?? false,
        account: try await memory.quotaAccount(of: principal)
      )
    } events: { result in
      guard result.isNew, let ended = result.ended else { return [] }
      return [.reservationMoved(ended, result.account)]
    }.ended
  }
}
