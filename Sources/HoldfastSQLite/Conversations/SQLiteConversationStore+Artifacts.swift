public import HoldfastModel
public import HoldfastStores

extension SQLiteConversationStore {
  /// The newest version of each artifact of a session, in the order in which they were begun.
  public func artifacts(in session: SessionID) async throws -> [ArtifactRecord] {
    try await file.read { db in try SQLiteSession(db: db, id: session).newestArtifacts() }
  }

  /// All versions of an artifact, oldest first.
  public func versions(of artifact: ArtifactID, in session: SessionID) async throws -> [ArtifactRecord] {
    try await file.read { db in try SQLiteSession(db: db, id: session).versions(of: artifact) }
  }

  /// What the tool calls of a stream came to, in their order.
  public func effects(of stream: StreamID, in session: SessionID) async throws -> [EffectEntry] {
    try await file.read { db in try SQLiteSession(db: db, id: session).effects(of: stream) }
  }

  /// Writes what a tool call of a settled stream came to since; into a session that is gone nothing.
  public func saveEffect(
    _ effect: EffectEntry, of stream: StreamID, in session: SessionID
  ) async throws {
    try await file.write { db in
      let session = SQLiteSession(db: db, id: session)
      if try session.head != nil { try session.save(effect, of: stream) }
    }
  }
}
