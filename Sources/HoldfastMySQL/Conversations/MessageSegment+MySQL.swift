#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension MessageSegment {
    private static let liveOfMessage =
      StoredMessage.columns + """
        , segment, stored_by FROM holdfast_messages
        WHERE session = ? AND live = 1 AND message = ? ORDER BY segment
        """

    private static let insertion = """
      INSERT INTO holdfast_messages (
        session, message, role, metadata, parts, place, status, stream, model, token_use, created_at, segment,
        stored_by, cut_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """

    /// The live segments of a message, in order.
    static func live(
      of message: MessageID, in session: SessionID, in db: MySQLConnection
    ) throws -> [MessageSegment] {
      try db.all(liveOfMessage, [.id(session), .id(message)]) { columns in
        MessageSegment(
          message: try StoredMessage(&columns), number: try columns.int(), storedBy: try columns.id())
      }
    }

    /// Writes the segment; one that takes the place of another that is live is a mistake, and the statement fails.
    func insert(in session: SessionID, in db: MySQLConnection) throws {
      let content = message.message
      try db.run(
        Self.insertion,
        [
          .id(session), .id(content.id), .word(content.role), try StoredJSON.value(content.metadata),
          try StoredJSON.value(content.parts), .integer(message.order), .word(message.status),
          .id(message.stream), .text(message.model), try StoredJSON.value(message.usage?.json),
          .time(message.createdAt), .number(number), .id(storedBy), .id(cutBy),
        ])
    }
  }
#endif
