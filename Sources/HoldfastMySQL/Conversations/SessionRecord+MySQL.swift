#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension SessionRecord {
    /// What every statement begins with that reads sessions.
    static let columns = "SELECT session, principal, title, active_stream, created_at, updated_at"

    private static let one = columns + " FROM holdfast_sessions WHERE session = ?"

    private static let firstPage =
      columns + """
         FROM holdfast_sessions WHERE principal = ? ORDER BY updated_at DESC, session DESC LIMIT ?
        """

    private static let nextPage =
      columns + """
         FROM holdfast_sessions WHERE principal = ? AND updated_at <= ? AND (updated_at < ? OR session < ?)
        ORDER BY updated_at DESC, session DESC LIMIT ?
        """

    private static let pointed =
      columns + """
         FROM holdfast_sessions WHERE is_pointed = 1 AND session > ? AND updated_at < ? ORDER BY session LIMIT ?
        """

    private static let empty =
      columns + """
         FROM holdfast_sessions WHERE is_empty = 1 AND created_at < ? ORDER BY created_at, session LIMIT ?
        """

    private static let deletions = [
      "DELETE FROM holdfast_messages WHERE session = ?", "DELETE FROM holdfast_claims WHERE session = ?",
      "DELETE FROM holdfast_idempotency_keys WHERE session = ?",
      "DELETE FROM holdfast_effects WHERE session = ?", "DELETE FROM holdfast_artifacts WHERE session = ?",
      "DELETE FROM holdfast_sessions WHERE session = ?",
    ]

    /// Reads ``columns``.
    init(_ columns: inout ColumnReader) throws {
      self.init(
        id: try columns.id(), principal: try columns.principal(), title: try columns.text(),
        activeStream: try columns.optionalID(), createdAt: try columns.time(), updatedAt: try columns.time())
    }

    /// A session by its id.
    static func find(_ id: SessionID, in db: MySQLConnection) throws -> SessionRecord? {
      try db.first(one, [.id(id)]) { try SessionRecord(&$0) }
    }

    /// The sessions of a principal by time and id, falling, after a place.
    static func page(
      of principal: Principal, after place: PageKey?, limit: Int, in db: MySQLConnection
    ) throws -> [SessionRecord] {
      guard let place else {
        return try db.all(firstPage, [.principal(principal), .limit(limit)]) { try SessionRecord(&$0) }
      }
      let time = StatementValue.time(place.updatedAt)
      return try db.all(nextPage, [.principal(principal), time, time, .id(place.id), .limit(limit)]) {
        try SessionRecord(&$0)
      }
    }

    /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
    static func pointed(
      changedBefore time: Timestamp, after id: SessionID?, limit: Int, in db: MySQLConnection
    ) throws -> [SessionRecord] {
      try db.all(pointed, [.text(id?.rawValue ?? ""), .time(time), .limit(limit)]) { try SessionRecord(&$0) }
    }

    /// Sessions, made before a time, in which no message is stored, the oldest first.
    static func empty(createdBefore time: Timestamp, limit: Int, in db: MySQLConnection) throws -> [SessionID]
    {
      try db.all(empty, [.time(time), .limit(limit)]) { try SessionRecord(&$0).id }
    }

    /// Deletes the session with its messages, artifacts, effects, claims, keys and its owner's draft.
    func delete(in db: MySQLConnection) throws {
      for deletion in Self.deletions { try db.run(deletion, [.id(id)]) }
      try Draft.delete(of: principal, for: id, in: db)
    }
  }
#endif
