#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    /// The draft that a principal keeps for a session, which need not exist.
    public func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
      try await read { db in try Draft.find(of: principal, for: session, in: db) }
    }

    /// Keeps a draft in place of the one before, and makes no session.
    public func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws {
      try await writeOne { db in try draft.save(of: principal, for: session, in: db) }
    }

    /// Forgets a draft.
    public func deleteDraft(of principal: Principal, for session: SessionID) async throws {
      try await writeOne { db in try Draft.delete(of: principal, for: session, in: db) }
    }
  }
#endif
