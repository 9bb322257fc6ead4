import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// I21: no more is used than the limit, but for the last reply of a window, and for what replies used beyond what was set
/// aside for them or after that had expired.
struct QuotaLimitCheck: HistoryCheck {
  private struct Place: Hashable {
    var principal: Principal
    var unit: QuotaUnit
    var window: QuotaWindow
  }

  private struct Use {
    var largest = 0
    var undeclared = 0
  }

  private(set) var violations: [Violation] = []
  private var plan: QuotaPlan?
  private var uses: [Place: Use] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .planned(let plan): self.plan = plan.quota
    case .reservationMoved(let reservation, let account): check(reservation, account)
    default: break
    }
  }

  private mutating func check(_ reservation: QuotaReservation, _ account: QuotaAccount) {
    for limit in plan?.limits ?? [] {
      for window in reservation.windows where window.period == limit.period {
        let place = Place(principal: reservation.principal, unit: limit.unit, window: window)
        if reservation.state == .committed { note(reservation, at: place) }
        let use = uses[place] ?? Use()
        let used = account.use(of: reservation.plan, in: window).used[limit.unit]
        let most = limit.limit + use.largest + use.undeclared
        if used > most {
          violations.append(
            Violation(
              .i21,
              "\(reservation.principal.text) has used \(used) \(limit.unit.rawValue), and may use \(limit.limit)"
            ))
        }
      }
    }
  }

  private mutating func note(_ reservation: QuotaReservation, at place: Place) {
    let used = reservation.used[place.unit]
    uses[place, default: Use()].largest = max(uses[place]?.largest ?? 0, used)
    let declared = reservation.isLate ? 0 : reservation.amount[place.unit]
    uses[place, default: Use()].undeclared += max(0, used - declared)
  }
}
