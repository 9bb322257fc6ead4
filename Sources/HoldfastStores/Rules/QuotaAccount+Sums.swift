package import HoldfastModel

extension QuotaReservation {
  /// Whether the reservation counts its turn.
  var countsTurn: Bool {
    switch state {
    case .outstanding: amount.messages > 0
    case .committed: used.messages > 0
    case .released, .expired: false
    }
  }

  /// Whether the reservation can be forgotten: it ended before a time, and so did everything that it counts in.
  package func isRemovable(before time: Timestamp) -> Bool {
    overAt.map { $0 < time } ?? false
  }

  /// When the reservation had ended, and all of its windows with it; `nil` while it is outstanding.
  package var overAt: Timestamp? {
    guard state != .outstanding, let endedAt else { return nil }
    return windows.reduce(endedAt) { max($0, $1.end) }
  }

  /// Ends the reservation.
  mutating func come(to end: QuotaEnd, at now: Timestamp) {
    endedAt = now
    switch end {
    case .committed(let used):
      state = .committed
      // A turn that is counted elsewhere costs no message.
      self.used = QuotaAmount(
        messages: min(max(0, used.messages), amount.messages), tokens: max(0, used.tokens))
    case .released: state = .released
    case .expired: state = .expired
    }
  }
}

extension QuotaAccount {
  /// Counts a reservation that is made.
  mutating func begin(_ reservation: QuotaReservation) {
    reserved.add(reservation.amount)
    outstanding[reservation.plan, default: 0] += 1
    change(reservation) { $0.reserved = $0.reserved + reservation.amount }
  }

  /// Counts a reservation that has come to its end.
  mutating func finish(_ reservation: QuotaReservation) {
    let left = max(0, (outstanding[reservation.plan] ?? 0) - 1)
    outstanding[reservation.plan] = left == 0 ? nil : left
    switch reservation.state {
    case .committed: committed.add(reservation.amount)
    case .released: released.add(reservation.amount)
    case .expired: expired.add(reservation.amount)
    case .outstanding: break
    }
    change(reservation) { use in
      use.reserved = use.reserved - reservation.amount
      use.used = use.used + reservation.used
    }
  }

  /// Takes a reservation out of the sums, and the windows that ended before a time with it.
  mutating func forget(_ reservation: QuotaReservation, windowsEndedBefore time: Timestamp) {
    reserved.remove(reservation.amount)
    switch reservation.state {
    case .committed: committed.remove(reservation.amount)
    case .released: released.remove(reservation.amount)
    case .expired: expired.remove(reservation.amount)
    case .outstanding: break
    }
    change(reservation) { $0.used = $0.used - reservation.used }
    windows.removeAll { $0.used == .zero && $0.reserved == .zero && $0.window.end < time }
  }

  private mutating func change(_ reservation: QuotaReservation, _ change: (inout WindowUse) -> Void) {
    for window in reservation.windows {
      let place = windows.firstIndex { use in
        use.plan == reservation.plan && use.window.period == window.period && use.window.start == window.start
      }
      if let place {
        change(&windows[place])
      } else {
        var use = WindowUse(plan: reservation.plan, window: window)
        change(&use)
        windows.append(use)
        windows.sort {
          ($0.plan, $0.window.period.rawValue, $0.window.start)
            < ($1.plan, $1.window.period.rawValue, $1.window.start)
        }
      }
    }
  }
}

extension QuotaAccount {
  /// The sums that some reservations make: what ``QuotaStore/quotaAccount(of:)`` must say.
  public init(counting reservations: [QuotaReservation]) {
    self.init()
    for reservation in reservations {
      begin(reservation)
      if reservation.state != .outstanding { finish(reservation) }
    }
    windows.removeAll { $0.used == .zero && $0.reserved == .zero }
  }

  /// Whether two accounts say the same; windows in which nothing is counted do not matter.
  public func agrees(with other: QuotaAccount) -> Bool {
    var (left, right) = (self, other)
    left.windows.removeAll { $0.used == .zero && $0.reserved == .zero }
    right.windows.removeAll { $0.used == .zero && $0.reserved == .zero }
    return left == right
  }
}
