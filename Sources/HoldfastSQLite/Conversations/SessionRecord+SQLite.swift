import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension SessionRecord {
  /// What every statement begins with that reads sessions.
  static let columns = "SELECT session, principal, title, active_stream, created_at, updated_at"

  private static let one = columns + " FROM sessions WHERE session = ?"

  private static let firstPage =
    columns + """
       FROM sessions WHERE principal = ? ORDER BY updated_at DESC, session DESC LIMIT ?
      """

  private static let nextPage =
    columns + """
       FROM sessions WHERE principal = ? AND (updated_at, session) < (?, ?)
      ORDER BY updated_at DESC, session DESC LIMIT ?
      """

  private static let pointed =
    columns + """
       FROM sessions INDEXED BY sessions_pointed
      WHERE active_stream IS NOT NULL AND session > ? AND updated_at < ? ORDER BY session LIMIT ?
      """

  private static let empty =
    columns + """
       FROM sessions INDEXED BY sessions_empty WHERE last_place = 0 AND created_at < ?
      ORDER BY created_at, session LIMIT ?
      """

  private static let deletions = [
    "DELETE FROM messages WHERE session = ?", "DELETE FROM claims WHERE session = ?",
    "DELETE FROM idempotency_keys WHERE session = ?", "DELETE FROM sessions WHERE session = ?",
    "DELETE FROM effects WHERE session = ?", "DELETE FROM artifacts WHERE session = ?",
  ]

  /// Reads ``columns``.
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

  /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
  static func pointed(
    changedBefore time: Timestamp, after id: SessionID?, limit: Int, in db: Database
  ) throws -> [SessionRecord] {
    try db.all(pointed, [id?.stored ?? Data(), time.stored, max(0, limit)]) { try SessionRecord(&$0) }
  }

  /// Sessions, made before a time, in which no message is stored, the oldest first.
  static func empty(createdBefore time: Timestamp, limit: Int, in db: Database) throws -> [SessionRecord] {
    try db.all(empty, [time.stored, max(0, limit)]) { try SessionRecord(&$0) }
  }

  /// Deletes the session with its messages, claims, keys and its owner's draft.
  func delete(in db: Database) throws {
    for deletion in Self.deletions { try db.run(deletion, [id.stored]) }
    try Draft.delete(of: principal, for: id, in: db)
  }
}
