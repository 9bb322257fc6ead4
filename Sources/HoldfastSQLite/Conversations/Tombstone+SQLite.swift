import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension Tombstone {
  private static let columns = "SELECT session, principal, deleted_at, is_open, streams FROM tombstones"
  private static let one = columns + " WHERE session = ?"

  private static let open =
    columns + " INDEXED BY tombstones_open WHERE is_open = 1 AND session > ? ORDER BY session LIMIT ?"

  private static let insertion = """
    INSERT INTO tombstones (session, principal, deleted_at, is_open, streams) VALUES (?, ?, ?, ?, ?)
    """

  private static let claims = "SELECT stream, reservation FROM claims WHERE session = ? ORDER BY number"
  private static let closing = "UPDATE tombstones SET is_open = 0 WHERE session = ?"

  private static let removal = """
    DELETE FROM tombstones WHERE session IN (
      SELECT session FROM tombstones INDEXED BY tombstones_closed
      WHERE is_open = 0 AND deleted_at < ? ORDER BY deleted_at, session LIMIT ?)
    """

  private init(_ columns: inout ColumnReader) throws {
    let session: SessionID = try columns.id()
    let principal = try columns.principal()
    let deletedAt = try columns.time()
    let isOpen = try columns.integer() != 0
    guard let streams = Tombstone.streams(json: try columns.json()) else {
      throw columns.damage("names no streams")
    }
    self.init(
      session: session, principal: principal, streams: streams, deletedAt: deletedAt, isOpen: isOpen)
  }

  /// The tombstone of a session.
  static func find(_ session: SessionID, in db: Database) throws -> Tombstone? {
    try db.first(one, [session.stored]) { try Tombstone(&$0) }
  }

  /// Those whose streams are still to be removed.
  static func open(after session: SessionID?, limit: Int, in db: Database) throws -> [Tombstone] {
    try db.all(open, [session?.stored ?? Data(), max(0, limit)]) { try Tombstone(&$0) }
  }

  /// Makes the tombstone of a session that is still there.
  static func make(of session: SessionRecord, now: Timestamp, in db: Database) throws -> Tombstone {
    let streams = try db.all(claims, [session.id.stored]) { columns in
      Tombstone.Stream(stream: try columns.id(), reservation: try columns.optionalID())
    }
    let tombstone = Tombstone(
      session: session.id, principal: session.principal, streams: streams, deletedAt: now)
    try db.run(
      insertion,
      [
        session.id.stored, session.principal.stored, now.stored, 1,
        try StoredJSON.text(tombstone.streamsJSON),
      ])
    return tombstone
  }

  /// Notes that the streams of a session are removed.
  static func close(_ session: SessionID, in db: Database) throws { try db.run(closing, [session.stored]) }

  /// Removes those that are closed and old.
  static func remove(madeBefore time: Timestamp, limit: Int, in db: Database) throws -> Int {
    try db.run(removal, [time.stored, max(0, limit)])
    return db.changesCount
  }
}
