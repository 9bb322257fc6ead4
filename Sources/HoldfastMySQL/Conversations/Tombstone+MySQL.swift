#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension Tombstone {
    private static let columns =
      "SELECT session, principal, streams, deleted_at, is_open FROM holdfast_tombstones"

    private static let one = columns + " WHERE session = ?"

    private static let open = columns + " WHERE is_open = 1 AND session > ? ORDER BY session LIMIT ?"

    private static let newest = "SELECT 1 FROM holdfast_tombstones WHERE session = ? FOR UPDATE"

    private static let upsert = """
      INSERT INTO holdfast_tombstones (session, principal, streams, deleted_at, is_open)
      VALUES (?, ?, ?, ?, 1)
      ON DUPLICATE KEY UPDATE principal = ?, streams = ?, deleted_at = ?, is_open = 1
      """

    private static let closing = "UPDATE holdfast_tombstones SET is_open = 0 WHERE session = ?"

    /// Reads ``columns``.
    private init(_ columns: inout ColumnReader) throws {
      let (session, principal): (SessionID, Principal) = (try columns.id(), try columns.principal())
      guard let streams = Tombstone.streams(json: try columns.json()) else {
        throw columns.damage("is no list of streams")
      }
      self.init(
        session: session, principal: principal, streams: streams, deletedAt: try columns.time(),
        isOpen: try columns.integer() != 0)
    }

    /// The tombstone of a session.
    static func find(_ session: SessionID, in db: MySQLConnection) throws -> Tombstone? {
      try db.first(one, [.id(session)]) { try Tombstone(&$0) }
    }

    /// Whether a session has a tombstone by now, whatever the transaction saw before.
    static func stands(for session: SessionID, in db: MySQLConnection) throws -> Bool {
      try db.exists(newest, [.id(session)])
    }

    /// Tombstones whose streams are still to be removed, by session, after one.
    static func open(
      after session: SessionID?, limit: Int, in db: MySQLConnection
    ) throws -> [Tombstone] {
      try db.all(open, [.text(session?.rawValue ?? ""), .limit(limit)]) { try Tombstone(&$0) }
    }

    /// Writes a tombstone that is open.
    ///
    /// A program of the version before knows none, and may have made a session where one stands: then the
    /// later deletion counts.
    func save(in db: MySQLConnection) throws {
      let what: [StatementValue] = [
        .principal(principal), try StoredJSON.value(streamsJSON), .time(deletedAt),
      ]
      try db.run(Self.upsert, [.id(session)] + what + what)
    }

    /// Notes that the streams are removed.
    static func close(_ session: SessionID, in db: MySQLConnection) throws {
      try db.run(closing, [.id(session)])
    }
  }
#endif
