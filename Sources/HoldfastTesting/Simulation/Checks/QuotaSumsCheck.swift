import HoldfastModel
import HoldfastStores

/// I19: at every step the sums of a principal are those of its reservations, each of which is in exactly one of them; at
/// rest none is outstanding.
struct QuotaSumsCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var reservations: [Principal: [ReservationID: QuotaReservation]] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .reservationMoved(let reservation, let account):
      reservations[reservation.principal, default: [:]][reservation.id] = reservation
      let all = reservations[reservation.principal].map { Array($0.values) } ?? []
      if !account.addsUp || !account.agrees(with: QuotaAccount(counting: all)) {
        violations.append(
          Violation(
            .i19,
            "\(reservation.principal.text) has \(all.count) reservations, and its sums are \(account.json.text)"
          ))
      }
    case .surveyed(let survey) where survey.sinceHealing >= HistoryChecker.surveyMoments[1]:
      for (principal, all) in reservations {
        for reservation in all.values where reservation.state == .outstanding {
          violations.append(
            Violation(.i19, "\(reservation.id) of \(principal.text) is still outstanding at rest"))
        }
      }
    default: break
    }
  }
}
