#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    /// Removes a session with all that belongs to it, if it is the principal's, and leaves a tombstone, in
    /// one step.
    public func deleteSession(
      _ id: SessionID, of principal: Principal, now: Timestamp
    ) async throws -> Tombstone? {
      try await write(in: id) { session in try session.delete(of: principal, now: now) }
    }

    /// Tombstones whose streams are still to be removed, by session, after one.
    public func openTombstones(after session: SessionID?, limit: Int) async throws -> [Tombstone] {
      try await read { db in try Tombstone.open(after: session, limit: limit, in: db) }
    }

    /// Notes that the streams of a deleted session are removed.
    public func closeTombstone(of session: SessionID) async throws {
      try await writeOne { db in try Tombstone.close(session, in: db) }
    }

    private static let oldTombstones = """
      SELECT session, principal FROM holdfast_tombstones WHERE is_open = 0 AND deleted_at < ?
      ORDER BY deleted_at LIMIT ?
      """

    private static let oldTombstone = """
      DELETE FROM holdfast_tombstones WHERE session = ? AND principal = ? AND deleted_at < ? AND is_open = 0
      """

    /// Removes tombstones that are closed and were made before a time, one by one.
    public func removeTombstones(madeBefore time: Timestamp, limit: Int) async throws -> Int {
      try await removeOld(Self.oldTombstones, Self.oldTombstone, before: time, limit: limit)
    }
  }
#endif
