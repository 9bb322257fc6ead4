#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    /// A session, whoever owns it.
    public func session(_ id: SessionID) async throws -> SessionRecord? {
      try await read { db in try SessionRecord.find(id, in: db) }
    }

    /// The sessions of a principal, newest first and at the same time by falling id, after a place in that list.
    public func sessions(
      of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
    ) async throws -> [SessionRecord] {
      try await read { db in try SessionRecord.page(of: principal, after: place, limit: limit, in: db) }
    }

    /// The live messages of a session with an order greater than `order`, oldest first.
    public func messages(
      in session: SessionID, after order: Int64, limit: Int
    ) async throws -> [StoredMessage] {
      try await read { db in try StoredMessage.page(of: session, after: order, limit: limit, in: db) }
    }

    /// One live message.
    public func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage? {
      try await read { db in try StoredMessage.find(id, in: session, in: db) }
    }
  }
#endif
