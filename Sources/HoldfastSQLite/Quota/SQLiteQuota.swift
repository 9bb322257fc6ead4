import GRDB
import HoldfastModel
import HoldfastStores

/// One principal's quota as one transaction sees it: what the rules of `QuotaStore` read and write.
struct SQLiteQuota {
  let db: Database
  let principal: Principal
}

extension SQLiteQuota: QuotaTables {
  typealias Failure = any Error

  private static let accountBody = "SELECT body FROM quota_accounts WHERE principal = ?"

  private static let accountUpsert = """
    INSERT INTO quota_accounts (principal, body) VALUES (?, ?)
    ON CONFLICT (principal) DO UPDATE SET body = excluded.body
    """

  private static let deletion = "DELETE FROM quota_reservations WHERE principal = ? AND reservation = ?"

  var account: QuotaAccount {
    get throws {
      try db.first(Self.accountBody, [principal.stored]) { columns in
        guard let account = QuotaAccount(json: try columns.json()) else {
          throw columns.damage("is no account")
        }
        return account
      } ?? QuotaAccount()
    }
  }

  func save(_ account: QuotaAccount) throws {
    try db.run(Self.accountUpsert, [principal.stored, try StoredJSON.text(account.json)])
  }

  func reservation(_ id: ReservationID) throws -> QuotaReservation? {
    try QuotaReservation.find(id, of: principal, in: db)
  }

  func save(_ reservation: QuotaReservation) throws { try reservation.save(in: db) }

  func remove(_ id: ReservationID) throws { try db.run(Self.deletion, [principal.stored, id.stored]) }
}
