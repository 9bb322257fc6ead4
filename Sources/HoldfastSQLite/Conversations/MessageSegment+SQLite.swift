import GRDB
import HoldfastModel
import HoldfastStores

extension MessageSegment {
  private static let liveOfMessage =
    StoredMessage.columns + """
      , segment, stored_by FROM messages INDEXED BY messages_live_by_id
      WHERE session = ? AND message = ? AND cut_by IS NULL ORDER BY segment
      """

  private static let insertion = """
    INSERT INTO messages (
      session, message, role, metadata, parts, place, status, stream, model, usage, created_at, segment, stored_by,
      cut_by)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  /// The live segments of a message, in order.
  static func live(of message: MessageID, in session: SessionID, in db: Database) throws -> [MessageSegment] {
    try db.all(liveOfMessage, [session.stored, message.stored]) { columns in
      MessageSegment(
        message: try StoredMessage(&columns), number: try columns.int(), storedBy: try columns.id())
    }
  }

  /// Writes the segment; one that takes the place of another that is live is a mistake, and the statement fails.
  func insert(in session: SessionID, in db: Database) throws {
    let content = message.message
    try db.run(
      Self.insertion,
      [
        session.stored, content.id.stored, content.role.rawValue, try StoredJSON.text(content.metadata),
        try StoredJSON.text(content.parts), message.order, message.status.rawValue, message.stream?.stored,
        message.model?.stored, try StoredJSON.text(message.usage?.json), message.createdAt.stored, number,
        storedBy.stored, cutBy?.stored,
      ])
  }
}
