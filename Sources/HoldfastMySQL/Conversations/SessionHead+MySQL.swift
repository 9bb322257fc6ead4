#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension SessionHead {
    private static let locked =
      SessionRecord.columns + ", last_place, last_number FROM holdfast_sessions WHERE session = ? FOR UPDATE"

    private static let insertion = """
      INSERT INTO holdfast_sessions (
        session, principal, title, active_stream, created_at, updated_at, last_place, last_number)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """

    private static let change = """
      UPDATE holdfast_sessions SET active_stream = ?, updated_at = ?, last_place = ?, last_number = ?
      WHERE session = ?
      """

    /// Waits for the session and locks it until the transaction ends; `nil` when there is none.
    static func lock(_ id: SessionID, in db: MySQLConnection) throws -> SessionHead? {
      try db.first(locked, [.id(id)]) { columns in
        SessionHead(
          record: try SessionRecord(&columns), lastPlace: try columns.integer(),
          lastNumber: try columns.integer())
      }
    }

    /// Writes a new session.
    func insert(in db: MySQLConnection) throws {
      try db.run(
        Self.insertion,
        [
          .id(record.id), .principal(record.principal), .text(record.title), .id(record.activeStream),
          .time(record.createdAt), .time(record.updatedAt), .integer(lastPlace), .integer(lastNumber),
        ])
    }

    /// Writes what can change of a session.
    func update(in db: MySQLConnection) throws {
      try db.run(
        Self.change,
        [
          .id(record.activeStream), .time(record.updatedAt), .integer(lastPlace), .integer(lastNumber),
          .id(record.id),
        ])
    }
  }
#endif
