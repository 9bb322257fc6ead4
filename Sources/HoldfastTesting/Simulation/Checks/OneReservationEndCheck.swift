import HoldfastModel
import HoldfastStores

/// I20: a reservation comes to one end; what was used after it had expired is an entry of its own, and is used.
struct OneReservationEndCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var ended: [ReservationID: QuotaReservation] = [:]

  mutating func take(_ entry: History.Entry) {
    guard case .reservationMoved(let reservation, _) = entry.event else { return }
    if let before = ended[reservation.id] {
      report(reservation, "had ended as \(before.state.rawValue)")
    }
    if reservation.isLate {
      let name = reservation.id.rawValue
      let first = ended[ReservationID(rawValue: String(name.dropLast(QuotaReservation.lateSuffix.count)))]
      if first?.state != .expired || reservation.state != .committed {
        report(reservation, "is late, and what it is late for has not expired")
      }
    }
    if reservation.state != .outstanding { ended[reservation.id] = reservation }
  }

  private mutating func report(_ reservation: QuotaReservation, _ what: String) {
    violations.append(Violation(.i20, "\(reservation.id), now \(reservation.state.rawValue), \(what)"))
  }
}
