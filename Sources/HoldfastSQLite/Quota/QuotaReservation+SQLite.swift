import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension QuotaReservation {
  private static let columns = "SELECT principal, reservation, body FROM quota_reservations"
  private static let one = columns + " WHERE principal = ? AND reservation = ?"

  private static let outstanding =
    columns + """
       INDEXED BY quota_outstanding WHERE state = 'outstanding' AND expires_at < ?
      ORDER BY expires_at, reservation LIMIT ?
      """

  private static let list =
    columns + " WHERE principal = ? AND reservation > ? ORDER BY reservation LIMIT ?"

  private static let over =
    columns + """
       INDEXED BY quota_over WHERE over_at IS NOT NULL AND over_at < ? ORDER BY over_at LIMIT ?
      """

  private static let upsert = """
    INSERT INTO quota_reservations (principal, reservation, state, expires_at, over_at, body)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (principal, reservation) DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at,
      over_at = excluded.over_at, body = excluded.body
    """

  private init(_ columns: inout ColumnReader) throws {
    let principal = try columns.principal()
    let id: ReservationID = try columns.id()
    guard let reservation = QuotaReservation(id: id, principal: principal, json: try columns.json()) else {
      throw columns.damage("is no reservation")
    }
    self = reservation
  }

  /// A reservation by its name.
  static func find(_ id: ReservationID, of principal: Principal, in db: Database) throws -> QuotaReservation?
  {
    try db.first(one, [principal.stored, id.stored]) { try QuotaReservation(&$0) }
  }

  /// Outstanding ones that expire before a time.
  static func outstanding(
    expiringBefore time: Timestamp, limit: Int, in db: Database
  ) throws -> [QuotaReservation] {
    try db.all(outstanding, [time.stored, max(0, limit)]) { try QuotaReservation(&$0) }
  }

  /// All of a principal, by name, after one.
  static func list(
    of principal: Principal, after id: ReservationID?, limit: Int, in db: Database
  ) throws -> [QuotaReservation] {
    try db.all(list, [principal.stored, id?.stored ?? Data(), max(0, limit)]) { try QuotaReservation(&$0) }
  }

  /// Those that ended before a time, as did all of their windows; the first first.
  static func over(before time: Timestamp, limit: Int, in db: Database) throws -> [QuotaReservation] {
    try db.all(over, [time.stored, max(0, limit)]) { try QuotaReservation(&$0) }
  }

  /// Writes the reservation, new or in place of what it was.
  func save(in db: Database) throws {
    try db.run(
      Self.upsert,
      [
        principal.stored, id.stored, state.rawValue, expiresAt.stored, overAt?.stored,
        try StoredJSON.text(json),
      ])
  }
}
