#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    /// The newest version of each artifact of a session, in the order in which they were begun.
    public func artifacts(in session: SessionID) async throws -> [ArtifactRecord] {
      try await read { db in try ArtifactRecord.newest(in: session, in: db) }
    }

    /// All versions of an artifact, oldest first; empty when there is none.
    public func versions(of artifact: ArtifactID, in session: SessionID) async throws -> [ArtifactRecord] {
      try await read { db in try ArtifactRecord.all(of: artifact, in: session, in: db) }
    }

    /// What the tool calls of a stream came to, in their order.
    public func effects(of stream: StreamID, in session: SessionID) async throws -> [EffectEntry] {
      try await read { db in try EffectEntry.all(of: stream, in: session, in: db) }
    }

    /// Writes what a tool call of a settled stream came to since; into a session that is gone nothing.
    public func saveEffect(
      _ effect: EffectEntry, of stream: StreamID, in session: SessionID
    ) async throws {
      try await write(in: session) { session in
        guard session.head != nil else { return }
        try session.save(effect, of: stream)
      }
    }
  }
#endif
