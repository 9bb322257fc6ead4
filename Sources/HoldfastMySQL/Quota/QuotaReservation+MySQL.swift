#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension QuotaReservation {
    private static let columns = "SELECT reservation, principal, body FROM holdfast_quota_reservations"

    private static let one = columns + " WHERE principal = ? AND reservation = ?"

    private static let page =
      columns + " WHERE principal = ? AND reservation > ? ORDER BY reservation LIMIT ?"

    private static let outstanding =
      columns + " WHERE is_outstanding = 1 AND expires_at < ? ORDER BY expires_at, reservation LIMIT ?"

    private static let over = """
      SELECT principal, reservation FROM holdfast_quota_reservations WHERE over_at < ?
      ORDER BY over_at LIMIT ?
      """

    private static let upsert = """
      INSERT INTO holdfast_quota_reservations (principal, reservation, state, expires_at, over_at, body)
      VALUES (?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE state = ?, expires_at = ?, over_at = ?, body = ?
      """

    private static let deletion = """
      DELETE FROM holdfast_quota_reservations WHERE principal = ? AND reservation = ?
      """

    /// Reads ``columns``.
    private init(_ columns: inout ColumnReader) throws {
      let (id, principal): (ReservationID, Principal) = (try columns.id(), try columns.principal())
      guard let found = QuotaReservation(id: id, principal: principal, json: try columns.json()) else {
        throw columns.damage("is no reservation")
      }
      self = found
    }

    /// A reservation by its name.
    static func find(
      _ id: ReservationID, of principal: Principal, in db: MySQLConnection
    ) throws -> QuotaReservation? {
      try db.first(one, [.principal(principal), .id(id)]) { try QuotaReservation(&$0) }
    }

    /// The reservations of a principal, by name, after one.
    static func page(
      of principal: Principal, after id: ReservationID?, limit: Int, in db: MySQLConnection
    ) throws -> [QuotaReservation] {
      try db.all(page, [.principal(principal), .text(id?.rawValue ?? ""), .limit(limit)]) {
        try QuotaReservation(&$0)
      }
    }

    /// Outstanding reservations that expire before a time, by that time and then by name.
    static func outstanding(
      expiringBefore time: Timestamp, limit: Int, in db: MySQLConnection
    ) throws -> [QuotaReservation] {
      try db.all(outstanding, [.time(time), .limit(limit)]) { try QuotaReservation(&$0) }
    }

    /// The names of reservations that ended before a time, as did all of their windows.
    static func over(
      before time: Timestamp, limit: Int, in db: MySQLConnection
    ) throws -> [(Principal, ReservationID)] {
      try db.all(over, [.time(time), .limit(limit)]) { columns in
        (try columns.principal(), try columns.id())
      }
    }

    /// Writes the reservation, new or in place of what it was.
    func save(in db: MySQLConnection) throws {
      let what: [StatementValue] = [
        .word(state), .time(expiresAt), overAt.map { .time($0) } ?? .null, try StoredJSON.value(json),
      ]
      try db.run(Self.upsert, [.principal(principal), .id(id)] + what + what)
    }

    /// Deletes a reservation.
    static func delete(_ id: ReservationID, of principal: Principal, in db: MySQLConnection) throws {
      try db.run(deletion, [.principal(principal), .id(id)])
    }
  }
#endif
