import GRDB
public import HoldfastModel
public import HoldfastStores

extension SQLiteConversationStore {
  /// Claims that are `claimed` or `unlogged`, made before a time, oldest first and at the same time by stream, after a
  /// claim of that list.
  public func openClaims(
    createdBefore time: Timestamp, after claim: Claim?, limit: Int
  ) async throws -> [Claim] {
    try await file.read { db in
      try Claim.open(createdBefore: time, after: claim, limit: limit, in: db)
    }
  }

  /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
  public func pointedSessions(
    changedBefore time: Timestamp, after id: SessionID?, limit: Int
  ) async throws -> [SessionRecord] {
    try await file.read { db in
      try SessionRecord.pointed(changedBefore: time, after: id, limit: limit, in: db)
    }
  }

  /// Removes sessions, made before a time, in which no message is stored, live or cut.
  public func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
    try await file.write { db in
      let sessions = try SessionRecord.empty(createdBefore: time, limit: limit, in: db)
      for session in sessions { try session.delete(in: db) }
      return sessions.map(\.id)
    }
  }

  /// Tombstones whose streams are still to be removed, by session, after one.
  public func openTombstones(after session: SessionID?, limit: Int) async throws -> [Tombstone] {
    try await file.read { db in try Tombstone.open(after: session, limit: limit, in: db) }
  }

  /// Notes that the streams of a deleted session are removed.
  public func closeTombstone(of session: SessionID) async throws {
    try await file.write { db in try Tombstone.close(session, in: db) }
  }

  /// Removes tombstones that are closed and were made before a time.
  public func removeTombstones(madeBefore time: Timestamp, limit: Int) async throws -> Int {
    try await file.write { db in try Tombstone.remove(madeBefore: time, limit: limit, in: db) }
  }

  private static let oldDrafts = """
    DELETE FROM drafts WHERE rowid IN (
      SELECT rowid FROM drafts INDEXED BY drafts_by_time WHERE updated_at < ? ORDER BY updated_at LIMIT ?)
    """

  private static let oldKeys = """
    DELETE FROM idempotency_keys WHERE rowid IN (
      SELECT rowid FROM idempotency_keys INDEXED BY idempotency_keys_by_time
      WHERE noted_at < ? ORDER BY noted_at LIMIT ?)
    """

  /// Removes drafts that last changed before a time.
  public func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await file.write { db in
      try db.run(Self.oldDrafts, [time.stored, max(0, limit)])
      return db.changesCount
    }
  }

  /// Removes idempotency keys that were noted before a time.
  public func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await file.write { db in
      try db.run(Self.oldKeys, [time.stored, max(0, limit)])
      return db.changesCount
    }
  }
}
