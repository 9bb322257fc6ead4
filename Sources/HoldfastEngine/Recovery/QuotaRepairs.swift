import HoldfastModel
import HoldfastStores
import Logging

/// Ends the reservations that nobody has ended in time, by what became of their replies.
///
/// Harmless when run twice, on any number of nodes.
struct QuotaRepairs: Sendable {
  let context: Run.Context
  let conversations: any ConversationStore

  /// How many reservations one pass looks at.
  private static let batch = 256

  /// One pass.
  ///
  /// - Throws: ``StoreError`` when a store does not answer; what was done stays done.
  func run() async throws {
    let now = context.environment.now()
    for reservation in try await conversations.outstandingReservations(
      expiringBefore: now, limit: Self.batch)
    {
      try await repair(reservation, at: now)
    }
    _ = try await conversations.removeReservations(
      endedBefore: now - context.configuration.reservationRetention, limit: Self.batch)
  }

  private func repair(_ reservation: QuotaReservation, at now: Timestamp) async throws {
    let claim = try await conversations.claim(reserving: reservation.id, in: reservation.session)
    guard let claim else { return try await end(reservation, as: .expired) }
    if let record = try await context.log.record(of: claim.stream) {
      if let outcome = record.outcome { return try await end(reservation, as: QuotaEnd(outcome.charge)) }
      // Whoever has the stream, or takes it over, will say.
      return try await extend(reservation, at: now)
    }
    switch claim.state {
    // Its stream is about to be made, or it is about to be given up.
    case .claimed: try await extend(reservation, at: now)
    case .unlogged:
      if let deadline = claim.deadline, deadline > now { return try await extend(reservation, at: now) }
      try await end(reservation, as: .released)
    case .ended, .abandoned: try await end(reservation, as: .released)
    case .settled:
      let message = try await conversations.message(claim.reply, in: reservation.session)
      try await end(reservation, as: QuotaEnd(message.map(QuotaCharge.amount(of:))))
    }
  }

  private func extend(_ reservation: QuotaReservation, at now: Timestamp) async throws {
    _ = try await conversations.extend(
      reservation.id, of: reservation.principal, until: now + context.configuration.reservationTime)
  }

  private func end(_ reservation: QuotaReservation, as end: QuotaEnd) async throws {
    try await QuotaSettling(context: context).end(reservation.id, of: reservation.principal, as: end)
    context.environment.observer.observe(.repaired(.reservation))
    context.logger.notice(
      "ended a reservation that was left behind", metadata: ["session.id": "\(reservation.session)"])
  }
}
