import GRDB
import HoldfastModel
import HoldfastStores

extension SessionHead {
  private static let one = SessionRecord.columns + ", last_place, last_number FROM sessions WHERE session = ?"

  private static let upsert = """
    INSERT INTO sessions (
      session, principal, title, active_stream, created_at, updated_at, last_place, last_number)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session) DO UPDATE SET
      active_stream = excluded.active_stream, updated_at = excluded.updated_at, last_place = excluded.last_place,
      last_number = excluded.last_number
    """

  /// A session with its counters.
  static func find(_ id: SessionID, in db: Database) throws -> SessionHead? {
    try db.first(one, [id.stored]) { columns in
      SessionHead(
        record: try SessionRecord(&columns), lastPlace: try columns.integer(),
        lastNumber: try columns.integer())
    }
  }

  /// Writes a new session, or what can change of one that is there.
  func save(in db: Database) throws {
    try db.run(
      Self.upsert,
      [
        record.id.stored, record.principal.stored, record.title.stored, record.activeStream?.stored,
        record.createdAt.stored, record.updatedAt.stored, lastPlace, lastNumber,
      ])
  }
}
