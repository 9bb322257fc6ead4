#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension StoredMessage {
    /// What every statement begins with that reads messages.
    static let columns = """
      SELECT message, role, metadata, parts, place, status, stream, model, token_use, created_at
      """

    /// Pages are counted in messages, however many segments they have.
    ///
    /// The session is named once, so that a sharded database sees that one shard has it all.
    private static let page =
      columns + """
         FROM (
          SELECT DISTINCT session AS page_session, place AS page_place FROM holdfast_messages
          WHERE session = ? AND live = 1 AND place > ? ORDER BY place LIMIT ?) AS page
        JOIN holdfast_messages ON session = page_session AND live = 1 AND place = page_place
        ORDER BY place, segment
        """

    /// Reads ``columns``.
    init(_ columns: inout ColumnReader) throws {
      let message = UIMessage(
        id: try columns.id(), role: try columns.word(), metadata: try columns.optionalJSON(),
        parts: try Self.parts(&columns))
      self.init(
        message: message, order: try columns.integer(), status: try columns.word(),
        stream: try columns.optionalID(), model: try columns.optionalText(),
        usage: try columns.optionalJSON().map(Usage.init(json:)), createdAt: try columns.time())
    }

    private static func parts(_ columns: inout ColumnReader) throws -> [MessagePart] {
      guard let elements = try columns.json().arrayValue else { throw columns.damage("is no array") }
      return try elements.map { element in
        guard let part = element.objectValue.flatMap(MessagePart.init(json:)) else {
          throw columns.damage("holds what is no part")
        }
        return part
      }
    }

    /// A live message by its id.
    static func find(_ id: MessageID, in session: SessionID, in db: MySQLConnection) throws -> StoredMessage?
    {
      StoredMessage(merging: try MessageSegment.live(of: id, in: session, in: db).map(\.message))
    }

    /// The live messages of a session after a place, oldest first.
    static func page(
      of session: SessionID, after order: Int64, limit: Int, in db: MySQLConnection
    ) throws -> [StoredMessage] {
      let segments = try db.all(page, [.id(session), .integer(order), .limit(limit)]) {
        try StoredMessage(&$0)
      }
      return merging(segments)
    }
  }
#endif
