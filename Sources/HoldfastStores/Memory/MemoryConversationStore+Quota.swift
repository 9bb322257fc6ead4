public import HoldfastModel

extension MemoryConversationStore {
  /// Sets quota aside, once per name.
  public func reserve(_ request: QuotaRequest) async throws -> QuotaOutcome {
    change { $0.quotas[request.principal, default: MemoryQuota()].reserve(request) }
  }

  /// Lets an outstanding reservation last longer.
  public func extend(
    _ reservation: ReservationID, of principal: Principal, until time: Timestamp
  ) async throws -> Bool {
    change { $0.quotas[principal]?.extend(reservation, until: time) ?? false }
  }

  /// Ends a reservation, once.
  public func end(
    _ reservation: ReservationID, of principal: Principal, as end: QuotaEnd, now: Timestamp
  ) async throws -> QuotaReservation? {
    change { $0.quotas[principal]?.end(reservation, as: end, now: now) ?? nil }
  }

  /// A reservation.
  public func reservation(_ id: ReservationID, of principal: Principal) async throws -> QuotaReservation? {
    change { $0.quotas[principal]?.reservation(id) }
  }

  /// The sums of a principal.
  public func quotaAccount(of principal: Principal) async throws -> QuotaAccount {
    change { $0.quotas[principal]?.account ?? QuotaAccount() }
  }

  /// Outstanding reservations that expire before a time, by that time and then by name.
  public func outstandingReservations(
    expiringBefore time: Timestamp, limit: Int
  ) async throws -> [QuotaReservation] {
    change { $0.outstanding(expiringBefore: time, limit: limit) }
  }

  /// Principals that have an account, by their text, after one.
  public func quotaPrincipals(after principal: Principal?, limit: Int) async throws -> [Principal] {
    change { $0.quotaPrincipals(after: principal, limit: limit) }
  }

  /// All reservations of a principal, by name, after one.
  public func reservations(
    of principal: Principal, after id: ReservationID?, limit: Int
  ) async throws -> [QuotaReservation] {
    change { $0.reservations(of: principal, after: id, limit: limit) }
  }

  /// Removes reservations that ended before a time, as have all of their windows.
  public func removeReservations(endedBefore time: Timestamp, limit: Int) async throws -> Int {
    change { $0.removeReservations(endedBefore: time, limit: limit) }
  }
}
