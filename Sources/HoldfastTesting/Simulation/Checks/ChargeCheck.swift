import HoldfastModel
import HoldfastStores

/// I22: a reply is charged what its stream says that it costs, and nothing when it delivered nothing.
struct ChargeCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var reservations: [ReservationID: QuotaReservation] = [:]
  /// The streams that were claimed with a reservation.
  private var streams: [ReservationID: Set<StreamID>] = [:]
  /// What was paid from elsewhere: a reply without a log, or one whose session is gone.
  private var others: Set<StreamID> = []
  private var deleted: Set<SessionID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .reservationMoved(let reservation, _): reservations[reservation.id] = reservation
    case .claimed(let claim, _):
      if let reservation = claim.reservation { streams[reservation, default: []].insert(claim.stream) }
    case .claimMoved(let stream, _): others.insert(stream)
    case .deleteAsked(let session), .sessionDeleted(let session): deleted.insert(session)
    case .surveyed(let survey) where survey.sinceHealing >= HistoryChecker.surveyMoments[1]:
      for record in survey.records { check(record) }
    default: break
    }
  }

  private mutating func check(_ record: StreamRecord) {
    guard let id = record.header.reservation, let outcome = record.outcome, !others.contains(record.stream)
    else { return }

    let late = reservations[ReservationID(rawValue: id.rawValue + QuotaReservation.lateSuffix)]
    let last = late ?? reservations[id]
    let paid = last?.state == .committed ? last?.used.tokens : nil
    // Of several streams one may have been paid for; with its session goes what was not delivered yet.
    if paid != nil, streams[id]?.count != 1 { return }
    if paid == nil, deleted.contains(record.header.session) { return }
    if paid != outcome.charge?.tokens {
      violations.append(
        Violation(
          .i22,
          "\(record.stream) costs \(outcome.charge.map { "\($0.tokens)" } ?? "nothing"), and "
            + "\(paid.map { "\($0)" } ?? "nothing") is paid: \(last?.state.rawValue ?? "no reservation")"))
    }
  }
}
