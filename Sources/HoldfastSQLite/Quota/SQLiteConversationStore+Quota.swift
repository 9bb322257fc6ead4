import Foundation
public import HoldfastModel
public import HoldfastStores

extension SQLiteConversationStore {
  private func change<Value: Sendable>(
    _ principal: Principal, _ body: @escaping @Sendable (inout SQLiteQuota) throws -> Value
  ) async throws -> Value {
    try await file.write { db in
      var quota = SQLiteQuota(db: db, principal: principal)
      return try body(&quota)
    }
  }

  /// Sets quota aside, once per name.
  public func reserve(_ request: QuotaRequest) async throws -> QuotaOutcome {
    try await change(request.principal) { try $0.reserve(request) }
  }

  /// Lets an outstanding reservation last longer.
  public func extend(
    _ reservation: ReservationID, of principal: Principal, until time: Timestamp
  ) async throws -> Bool {
    try await change(principal) { try $0.extend(reservation, until: time) }
  }

  /// Ends a reservation, once.
  public func end(
    _ reservation: ReservationID, of principal: Principal, as end: QuotaEnd, now: Timestamp
  ) async throws -> QuotaReservation? {
    try await change(principal) { try $0.end(reservation, as: end, now: now) }
  }

  /// A reservation.
  public func reservation(_ id: ReservationID, of principal: Principal) async throws -> QuotaReservation? {
    try await file.read { db in try QuotaReservation.find(id, of: principal, in: db) }
  }

  /// The sums of a principal.
  public func quotaAccount(of principal: Principal) async throws -> QuotaAccount {
    try await file.read { db in try SQLiteQuota(db: db, principal: principal).account }
  }

  /// Outstanding reservations that expire before a time, by that time and then by name.
  public func outstandingReservations(
    expiringBefore time: Timestamp, limit: Int
  ) async throws -> [QuotaReservation] {
    try await file.read { db in
      try QuotaReservation.outstanding(expiringBefore: time, limit: limit, in: db)
    }
  }

  private static let principals = """
    SELECT principal FROM quota_accounts WHERE principal > ? ORDER BY principal LIMIT ?
    """

  /// Principals that have an account, by their text, after one.
  public func quotaPrincipals(after principal: Principal?, limit: Int) async throws -> [Principal] {
    try await file.read { db in
      try db.all(Self.principals, [principal?.stored ?? Data(), max(0, limit)]) { try $0.principal() }
    }
  }

  /// All reservations of a principal, by name, after one.
  public func reservations(
    of principal: Principal, after id: ReservationID?, limit: Int
  ) async throws -> [QuotaReservation] {
    try await file.read { db in
      try QuotaReservation.list(of: principal, after: id, limit: limit, in: db)
    }
  }

  /// Removes reservations that ended before a time, as have all of their windows.
  public func removeReservations(endedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await file.write { db in
      var removed = 0
      for old in try QuotaReservation.over(before: time, limit: limit, in: db) {
        var quota = SQLiteQuota(db: db, principal: old.principal)
        if try quota.remove(old.id, endedBefore: time) { removed += 1 }
      }
      return removed
    }
  }
}
