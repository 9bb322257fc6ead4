#if MySQL
  import HoldfastModel
  import HoldfastStores

  /// The quota of one principal as one transaction sees it: what the rules of `QuotaStore` read and write.
  struct MySQLQuota {
    let db: MySQLConnection
    let principal: Principal
    /// The sums as they are now; no other transaction can change them.
    private(set) var account: QuotaAccount

    private static let locked = "SELECT body FROM holdfast_quota_accounts WHERE principal = ? FOR UPDATE"

    /// Locks the row that it finds, and else the one that it makes.
    ///
    /// With `IGNORE` two that find the row would share its lock, and then each wait for the other to change
    /// it. A sharded database lets no statement change what leads the key.
    private static let making = """
      INSERT INTO holdfast_quota_accounts (principal, body) VALUES (?, ?) ON DUPLICATE KEY UPDATE body = body
      """

    private static let change = "UPDATE holdfast_quota_accounts SET body = ? WHERE principal = ?"

    /// Waits until no other transaction has the principal's account, and keeps others waiting until this one
    /// ends.
    ///
    /// - Returns: `nil` when there is no account, and so no reservation.
    static func locking(_ principal: Principal, in db: MySQLConnection) throws -> MySQLQuota? {
      try db.first(locked, [.principal(principal)]) { columns in
        MySQLQuota(db: db, principal: principal, account: try columns.quotaAccount())
      }
    }

    /// The same, and makes the account when there is none.
    static func making(_ principal: Principal, in db: MySQLConnection) throws -> MySQLQuota {
      try db.run(making, [.principal(principal), try StoredJSON.value(QuotaAccount().json)])
      guard let quota = try locking(principal, in: db) else {
        throw StoreError(.damaged, "the account that was just made is not there")
      }
      return quota
    }
  }

  extension MySQLQuota: QuotaTables {
    typealias Failure = any Error

    mutating func save(_ account: QuotaAccount) throws {
      try db.run(Self.change, [try StoredJSON.value(account.json), .principal(principal)])
      self.account = account
    }

    func reservation(_ id: ReservationID) throws -> QuotaReservation? {
      try QuotaReservation.find(id, of: principal, in: db)
    }

    func save(_ reservation: QuotaReservation) throws { try reservation.save(in: db) }

    func remove(_ id: ReservationID) throws { try QuotaReservation.delete(id, of: principal, in: db) }
  }

  extension ColumnReader {
    mutating func quotaAccount() throws -> QuotaAccount {
      guard let account = QuotaAccount(json: try json()) else { throw damage("is no account") }
      return account
    }
  }
#endif
