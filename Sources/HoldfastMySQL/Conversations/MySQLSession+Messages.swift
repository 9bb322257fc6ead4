#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension MySQLSession {
    private static let last = """
      SELECT message, place FROM holdfast_messages WHERE session = ? AND live = 1
      ORDER BY place DESC, segment DESC LIMIT 1
      """

    private static let lastOfUser = """
      SELECT message, place FROM holdfast_messages WHERE session = ? AND live = 1 AND role <> 'assistant'
      ORDER BY place DESC, segment DESC LIMIT 1
      """

    private static let atPlace = """
      SELECT message FROM holdfast_messages WHERE session = ? AND live = 1 AND place = ? LIMIT 1
      """

    private static let later = """
      SELECT 1 FROM holdfast_messages WHERE session = ? AND live = 1 AND place > ? LIMIT 1
      """

    private static let markedOtherwise = """
      SELECT 1 FROM holdfast_messages WHERE session = ? AND stored_by = ? AND NOT (cut_by <=> ?) LIMIT 1
      """

    private static let newParts = """
      UPDATE holdfast_messages SET parts = ? WHERE session = ? AND stored_by = ? AND place = ?
      """

    func liveSegments(of message: MessageID) throws -> [MessageSegment] {
      try MessageSegment.live(of: message, in: id, in: db)
    }

    func lastMessage(isUsers: Bool) throws -> MessagePlace? {
      try db.first(isUsers ? Self.lastOfUser : Self.last, [.id(id)]) { columns in
        MessagePlace(message: try columns.id(), place: try columns.integer())
      }
    }

    func message(at place: Int64) throws -> MessageID? {
      try db.first(Self.atPlace, [.id(id), .integer(place)]) { try $0.id() }
    }

    func hasMessages(after place: Int64) throws -> Bool {
      try db.exists(Self.later, [.id(id), .integer(place)])
    }

    func isAllMarked(_ mark: StreamID?, storedBy stream: StreamID) throws -> Bool {
      try !db.exists(Self.markedOtherwise, [.id(id), .id(stream), .id(mark)])
    }

    func insert(_ segment: MessageSegment) throws { try segment.insert(in: id, in: db) }

    func replaceParts(of segment: MessageSegment) throws {
      let parts = try StoredJSON.value(segment.message.message.parts)
      try db.run(
        Self.newParts, [parts, .id(id), .id(segment.storedBy), .integer(segment.message.order)])
    }
  }
#endif
