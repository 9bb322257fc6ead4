import GRDB
import HoldfastModel
import HoldfastStores

extension StoredMessage {
  private static let columns = """
    SELECT message, role, metadata, parts, place, status, stream, model, usage, created_at FROM messages
    """

  private static let one = columns + " WHERE session = ? AND message = ?"
  private static let page = columns + " WHERE session = ? AND place > ? ORDER BY place LIMIT ?"
  private static let existence = "SELECT 1 FROM messages WHERE session = ? AND message = ?"

  /// One of the same id is replaced; one of another id at the same place is a mistake, and the statement fails.
  private static let upsert = """
    INSERT INTO messages (
      session, message, role, metadata, parts, place, status, stream, model, usage, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (session, message) DO UPDATE SET
      role = excluded.role, metadata = excluded.metadata, parts = excluded.parts, place = excluded.place,
      status = excluded.status, stream = excluded.stream, model = excluded.model, usage = excluded.usage,
      created_at = excluded.created_at
    """

  /// Reads what the statements above select.
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

  /// A message by its id.
  static func find(_ id: MessageID, in session: SessionID, in db: Database) throws -> StoredMessage? {
    try db.first(one, [session.stored, id.stored]) { try StoredMessage(&$0) }
  }

  /// Whether there is a message of an id.
  static func exists(_ id: MessageID, in session: SessionID, in db: Database) throws -> Bool {
    try db.exists(existence, [session.stored, id.stored])
  }

  /// The messages of a session after a place, oldest first.
  static func page(
    of session: SessionID, after order: Int64, limit: Int, in db: Database
  ) throws -> [StoredMessage] {
    try db.all(page, [session.stored, order, max(0, limit)]) { try StoredMessage(&$0) }
  }

  /// Writes the message, in place of one of the same id.
  func save(in session: SessionID, in db: Database) throws {
    try db.run(
      Self.upsert,
      [
        session.stored, message.id.stored, message.role.rawValue, try StoredJSON.text(message.metadata),
        try StoredJSON.text(.array(message.parts.map { .object($0.json) })), order, status.rawValue,
        stream?.stored, model?.stored, try StoredJSON.text(usage?.json), createdAt.stored,
      ])
  }
}
