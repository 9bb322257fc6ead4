import GRDB
import HoldfastModel
import HoldfastStores

extension SQLiteSession {
  private static let last = """
    SELECT message, place FROM messages INDEXED BY messages_live WHERE session = ? AND cut_by IS NULL
    ORDER BY place DESC LIMIT 1
    """

  private static let lastOfUser = """
    SELECT message, place FROM messages INDEXED BY messages_live
    WHERE session = ? AND cut_by IS NULL AND role <> 'assistant'
    ORDER BY place DESC LIMIT 1
    """

  private static let atPlace = """
    SELECT message FROM messages INDEXED BY messages_live
    WHERE session = ? AND place = ? AND cut_by IS NULL LIMIT 1
    """

  private static let later = """
    SELECT 1 FROM messages INDEXED BY messages_live WHERE session = ? AND place > ? AND cut_by IS NULL LIMIT 1
    """

  private static let markedOtherwise = """
    SELECT 1 FROM messages INDEXED BY messages_by_claim
    WHERE session = ? AND stored_by = ? AND cut_by IS NOT ? LIMIT 1
    """

  private static let newParts = """
    UPDATE messages INDEXED BY messages_by_claim SET parts = ? WHERE session = ? AND stored_by = ? AND place = ?
    """

  func liveSegments(of message: MessageID) throws -> [MessageSegment] {
    try MessageSegment.live(of: message, in: id, in: db)
  }

  func lastMessage(isUsers: Bool) throws -> MessagePlace? {
    try db.first(isUsers ? Self.lastOfUser : Self.last, [id.stored]) { columns in
      MessagePlace(message: try columns.id(), place: try columns.integer())
    }
  }

  func message(at place: Int64) throws -> MessageID? {
    try db.first(Self.atPlace, [id.stored, place]) { try $0.id() }
  }

  func hasMessages(after place: Int64) throws -> Bool { try db.exists(Self.later, [id.stored, place]) }

  func isAllMarked(_ mark: StreamID?, storedBy stream: StreamID) throws -> Bool {
    try !db.exists(Self.markedOtherwise, [id.stored, stream.stored, mark?.stored])
  }

  func insert(_ segment: MessageSegment) throws { try segment.insert(in: id, in: db) }

  func replaceParts(of segment: MessageSegment) throws {
    let parts = try StoredJSON.text(segment.message.message.parts)
    try db.run(Self.newParts, [parts, id.stored, segment.storedBy.stored, segment.message.order])
  }
}
