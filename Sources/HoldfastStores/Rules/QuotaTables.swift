package import HoldfastModel

/// What one transaction of a store reads and writes of one principal's quota.
///
/// An adapter gives these; the rules of ``QuotaStore`` are written once, in an extension, so that every store decides alike.
package protocol QuotaTables {
  /// What reading and writing may throw.
  associatedtype Failure: Error

  /// The sums; an empty account when there is none yet.
  var account: QuotaAccount { get throws(Failure) }
  /// Writes the sums.
  mutating func save(_ account: QuotaAccount) throws(Failure)
  /// A reservation of the principal.
  func reservation(_ id: ReservationID) throws(Failure) -> QuotaReservation?
  /// Writes a reservation, new or in place of what it was.
  mutating func save(_ reservation: QuotaReservation) throws(Failure)
  /// Removes a reservation.
  mutating func remove(_ id: ReservationID) throws(Failure)
}

extension QuotaTables {
  /// Sets quota aside by the rules of ``QuotaStore/reserve(_:)``.
  package mutating func reserve(_ request: QuotaRequest) throws(Failure) -> QuotaOutcome {
    var account = try self.account
    if let known = try reservation(request.id) { return .existing(known, account) }
    let outstanding = account.outstanding[request.plan] ?? 0
    if let concurrency = request.concurrency, outstanding >= concurrency {
      return .tooMany(outstanding: outstanding)
    }
    var amount = request.amount
    if let replaced = request.replaces, let earlier = try reservation(replaced), earlier.countsTurn {
      amount.messages = 0
    }
    for limit in request.limits {
      let use = account.use(of: request.plan, in: limit.window)
      let (used, reserved) = (use.used[limit.unit], use.reserved[limit.unit])
      guard limit.hasRoom(for: amount[limit.unit], used: used, reserved: reserved) else {
        return .exceeded(limit, used: used, reserved: reserved)
      }
    }
    let reservation = QuotaReservation(
      id: request.id, principal: request.principal, session: request.session, plan: request.plan,
      amount: amount, windows: request.limits.windows, createdAt: request.now, expiresAt: request.expiresAt)
    account.begin(reservation)
    try save(reservation)
    try save(account)
    return .granted(reservation, account)
  }

  /// Lets a reservation last longer by the rules of ``QuotaStore/extend(_:of:until:)``.
  package mutating func extend(_ id: ReservationID, until time: Timestamp) throws(Failure) -> Bool {
    guard var reservation = try reservation(id), reservation.state == .outstanding else { return false }
    if reservation.expiresAt < time {
      reservation.expiresAt = time
      try save(reservation)
    }
    return true
  }

  /// Ends a reservation by the rules of ``QuotaStore/end(_:of:as:now:)``.
  package mutating func end(
    _ id: ReservationID, as end: QuotaEnd, now: Timestamp
  ) throws(Failure) -> QuotaReservation? {
    guard var reservation = try reservation(id) else { return nil }
    let lateID = ReservationID(rawValue: id.rawValue + QuotaReservation.lateSuffix)
    if let late = try self.reservation(lateID) { return late }
    var account = try self.account
    switch (reservation.state, end) {
    case (.outstanding, .expired) where reservation.expiresAt > now: return reservation
    case (.outstanding, _):
      reservation.come(to: end, at: now)
      account.finish(reservation)
    case (.expired, .committed(let used)):
      // What was set aside is given up already: the use has an entry of its own, so that the sums stay true.
      reservation.id = lateID
      reservation.isLate = true
      reservation.createdAt = now
      account.begin(reservation)
      reservation.come(to: .committed(used), at: now)
      account.finish(reservation)
    case (.committed, _), (.released, _), (.expired, _): return reservation
    }
    try save(reservation)
    try save(account)
    return reservation
  }

  /// Removes a reservation that has ended before a time, as have all of its windows, and takes it out of the sums.
  ///
  /// - Returns: Whether it was removed.
  package mutating func remove(_ id: ReservationID, endedBefore time: Timestamp) throws(Failure) -> Bool {
    guard let reservation = try reservation(id), reservation.isRemovable(before: time) else { return false }
    var account = try self.account
    account.forget(reservation, windowsEndedBefore: time)
    try remove(id)
    try save(account)
    return true
  }
}

extension QuotaLimit {
  /// Whether an amount fits, beside what is used and set aside.
  fileprivate func hasRoom(for amount: Int, used: Int, reserved: Int) -> Bool {
    if amount == 0 { return true }
    let (held, isHuge) = used.addingReportingOverflow(reserved)
    let (sum, isTooLarge) = held.addingReportingOverflow(amount)
    return (!isHuge && !isTooLarge && sum <= limit) || (reserved == 0 && used < limit)
  }
}

extension [QuotaLimit] {
  /// The windows, each once, in the order of the limits.
  fileprivate var windows: [QuotaWindow] {
    reduce(into: []) { windows, limit in
      if !windows.contains(limit.window) { windows.append(limit.window) }
    }
  }
}
