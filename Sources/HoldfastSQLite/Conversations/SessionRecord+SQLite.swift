import GRDB
import HoldfastModel
import HoldfastStores

extension SessionRecord {
  private static let columns = """
    SELECT session, principal, title, active_stream, created_at, updated_at FROM sessions
    """

  private static let one = columns + " WHERE session = ?"

  private static let firstPage =
    columns + """
       WHERE principal = ? ORDER BY updated_at DESC, session DESC LIMIT ?
      """

  private static let nextPage =
    columns + """
       WHERE principal = ? AND (updated_at, session) < (?, ?) ORDER BY updated_at DESC, session DESC LIMIT ?
      """

  private static let upsert = """
    INSERT INTO sessions (session, principal, title, active_stream, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (session) DO UPDATE SET active_stream = excluded.active_stream, updated_at = excluded.updated_at
    """

  private static let clearing = """
    UPDATE sessions SET active_stream = NULL WHERE session = ? AND active_stream = ?
    """

  private static let touching = "UPDATE sessions SET updated_at = ? WHERE session = ?"

  /// Reads what the statements above select.
  init(_ columns: inout ColumnReader) throws {
    self.init(
      id: try columns.id(), principal: try columns.principal(), title: try columns.text(),
      activeStream: try columns.optionalID(), createdAt: try columns.time(), updatedAt: try columns.time())
  }

  /// A session by its id.
  static func find(_ id: SessionID, in db: Database) throws -> SessionRecord? {
    try db.first(one, [id.stored]) { try SessionRecord(&$0) }
  }

  /// The sessions of a principal by time and id, falling, after a place.
  static func page(
    of principal: Principal, after place: PageKey?, limit: Int, in db: Database
  ) throws -> [SessionRecord] {
    let limit = max(0, limit)
    guard let place else {
      return try db.all(firstPage, [principal.stored, limit]) { try SessionRecord(&$0) }
    }
    return try db.all(
      nextPage, [principal.stored, place.updatedAt.stored, place.id.stored, limit]
    ) { try SessionRecord(&$0) }
  }

  /// Writes a new session, or the pointer and the time of one that is there.
  func save(in db: Database) throws {
    try db.run(
      Self.upsert,
      [id.stored, principal.stored, title.stored, activeStream?.stored, createdAt.stored, updatedAt.stored])
  }

  /// Clears the pointer of a session if it names a stream.
  static func clearPointer(of session: SessionID, ifNaming stream: StreamID, in db: Database) throws {
    try db.run(clearing, [session.stored, stream.stored])
  }

  /// Notes that something happened in a session.
  static func touch(_ session: SessionID, at now: Timestamp, in db: Database) throws {
    try db.run(touching, [now.stored, session.stored])
  }
}
