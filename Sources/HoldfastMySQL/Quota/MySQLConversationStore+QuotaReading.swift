#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    private static let account = "SELECT body FROM holdfast_quota_accounts WHERE principal = ?"

    private static let principals = """
      SELECT principal FROM holdfast_quota_accounts WHERE principal > ? ORDER BY principal LIMIT ?
      """

    /// A reservation.
    public func reservation(_ id: ReservationID, of principal: Principal) async throws -> QuotaReservation? {
      try await read { db in try QuotaReservation.find(id, of: principal, in: db) }
    }

    /// The sums of a principal; those of one that never reserved anything are empty.
    public func quotaAccount(of principal: Principal) async throws -> QuotaAccount {
      try await read { db in
        try db.first(Self.account, [.principal(principal)]) { try $0.quotaAccount() } ?? QuotaAccount()
      }
    }

    /// Outstanding reservations that expire before a time, by that time and then by name.
    ///
    /// From the replica, where there is one: the list may be as old as the replica is behind.
    public func outstandingReservations(
      expiringBefore time: Timestamp, limit: Int
    ) async throws -> [QuotaReservation] {
      try await readAround { db in
        try QuotaReservation.outstanding(expiringBefore: time, limit: limit, in: db)
      }
    }

    /// Principals that have an account, by their text, after one.
    public func quotaPrincipals(after principal: Principal?, limit: Int) async throws -> [Principal] {
      try await read { db in
        try db.all(Self.principals, [.text(principal?.text ?? ""), .limit(limit)]) { try $0.principal() }
      }
    }

    /// All reservations of a principal, by name, after one.
    public func reservations(
      of principal: Principal, after id: ReservationID?, limit: Int
    ) async throws -> [QuotaReservation] {
      try await read { db in try QuotaReservation.page(of: principal, after: id, limit: limit, in: db) }
    }
  }
#endif
