#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    /// Claims that are `claimed` or `unlogged`, made before a time, oldest first and at the same time by stream, after a
    /// claim of that list.
    ///
    /// From the replica, where there is one: the list may be as old as the replica is behind.
    public func openClaims(
      createdBefore time: Timestamp, after claim: Claim?, limit: Int
    ) async throws -> [Claim] {
      try await readAround { db in try Claim.open(createdBefore: time, after: claim, limit: limit, in: db) }
    }

    /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
    ///
    /// From the replica, where there is one: the list may be as old as the replica is behind.
    public func pointedSessions(
      changedBefore time: Timestamp, after id: SessionID?, limit: Int
    ) async throws -> [SessionRecord] {
      try await readAround { db in
        try SessionRecord.pointed(changedBefore: time, after: id, limit: limit, in: db)
      }
    }

    /// Removes sessions, made before a time, in which no message is stored, live or cut.
    ///
    /// Each in a transaction of its own, for they may lie on different shards; when one fails after others were removed,
    /// those are the answer, and the next call goes on.
    public func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
      let found = try await read { db in
        try SessionRecord.empty(createdBefore: time, limit: limit, in: db)
      }
      return try await removing(found) { id in
        try await self.write(in: id) { lost, last in
          lost || last
        } _: { session in
          guard let head = session.head, head.lastPlace == 0, head.record.createdAt < time else {
            return false
          }
          try head.record.delete(in: session.db)
          return true
        }
      }
    }

    private static let oldDrafts = """
      SELECT session, principal FROM holdfast_drafts WHERE updated_at < ? ORDER BY updated_at LIMIT ?
      """

    private static let oldDraft = """
      DELETE FROM holdfast_drafts WHERE session = ? AND principal = ? AND updated_at < ?
      """

    private static let oldKeys = """
      SELECT session, name FROM holdfast_idempotency_keys WHERE noted_at < ? ORDER BY noted_at LIMIT ?
      """

    private static let oldKey = """
      DELETE FROM holdfast_idempotency_keys WHERE session = ? AND name = ? AND noted_at < ?
      """

    /// Removes drafts that last changed before a time, one by one.
    public func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
      try await removeOld(Self.oldDrafts, Self.oldDraft, before: time, limit: limit)
    }

    /// Removes idempotency keys that were noted before a time, one by one.
    public func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
      try await removeOld(Self.oldKeys, Self.oldKey, before: time, limit: limit)
    }

    /// Removes rows by their keys: a sharded database takes no `DELETE` with a limit over all of its shards.
    func removeOld(
      _ list: String, _ deletion: String, before time: Timestamp, limit: Int
    ) async throws -> Int {
      let found = try await read { db in
        try db.all(list, [.time(time), .limit(limit)]) { columns in
          (try columns.bytes(), try columns.bytes())
        }
      }
      return try await removing(found) { key in
        try await self.writeOne { db in
          try db.run(deletion, [.bytes(key.0), .bytes(key.1), .time(time)]) > 0
        }
      }.count
    }

    /// Removes one after the other, and answers those that were removed.
    func removing<Item: Sendable>(
      _ items: [Item], _ remove: (Item) async throws -> Bool
    ) async throws -> [Item] {
      var removed: [Item] = []
      for item in items {
        do {
          if try await remove(item) { removed.append(item) }
        } catch {
          guard !removed.isEmpty else { throw error }
          return removed
        }
      }
      return removed
    }
  }
#endif
