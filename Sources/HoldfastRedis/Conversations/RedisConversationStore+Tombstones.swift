#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisConversationStore {
    private func command(forTombstoneOf session: SessionID) -> RedisCommand {
      let key = bucket(of: session).key(.tombstone, of: session)
      return RedisCommand(
        "HMGET", [key, Array("body".utf8), Array("open".utf8)], key: key, effect: .read)
    }

    /// What is left of a session that was deleted.
    func tombstone(of session: SessionID) async throws -> Tombstone? {
      try Tombstone.find(session, try await client.send(command(forTombstoneOf: session)))
    }

    /// Tombstones whose streams are still to be removed, by session, after one.
    public func openTombstones(after session: SessionID?, limit: Int) async throws -> [Tombstone] {
      let names = try await members(
        of: .buried, after: session.map { Array($0.rawValue.utf8) }, limit: limit)
      let sessions = names.compactMap { String(validating: $0, as: UTF8.self).map(SessionID.init(rawValue:)) }
      let replies = await client.sendAll(sessions.map { command(forTombstoneOf: $0) })
      var found: [Tombstone] = []
      for (session, reply) in zip(sessions, replies) {
        if let tombstone = try Tombstone.find(session, try reply.get()), tombstone.isOpen {
          found.append(tombstone)
        } else {
          // It has lived out its time.
          let key = bucket(of: session).index(.buried)
          _ = try await client.send(
            RedisCommand("ZREM", [key, Array(session.rawValue.utf8)], key: key, effect: .write))
        }
      }
      return found
    }

    /// Notes that the streams of a deleted session are removed.
    public func closeTombstone(of session: SessionID) async throws {
      guard let tombstone = try await tombstone(of: session) else { return }
      let bucket = bucket(of: session)
      _ = try await client.run(
        ConversationScripts.closeTombstone,
        keys: [bucket.key(.tombstone, of: session), bucket.index(.buried), bucket.index(.closed)],
        arguments: [
          Array(session.rawValue.utf8), [UInt8](decimal: tombstone.deletedAt.milliseconds), timeToLive,
        ])
    }

    /// Removes tombstones that are closed and were made before a time.
    public func removeTombstones(madeBefore time: Timestamp, limit: Int) async throws -> Int {
      try await remove(.closed, before: time, limit: limit) { bucket, members in
        let stem = Array(bucket.stem(.tombstone).utf8)
        return RedisCommand(
          ConversationScripts.removeTombstones, keys: [bucket.index(.closed)] + members.map { stem + $0 },
          arguments: members)
      }
    }

    /// The members of an index whose order is that of their bytes, of all buckets together.
    func members(of kind: IndexKey, after member: [UInt8]?, limit: Int) async throws -> [[UInt8]] {
      guard limit > 0 else { return [] }
      let from = member.map { Array("(".utf8) + $0 } ?? Array("-".utf8)
      let replies = await client.sendAll(
        ConversationBucket.all(prefix: settings.prefix).map { bucket in
          let key = bucket.index(kind)
          return RedisCommand(
            "ZRANGEBYLEX", [key, from] + ["+", "LIMIT", "0", "\(limit)"].map { Array($0.utf8) }, key: key,
            effect: .read)
        })
      let all = try replies.flatMap { try $0.get().array ?? [] }.compactMap(\.bytes)
      return Array(all.sorted { $0.lexicographicallyPrecedes($1) }.prefix(limit))
    }
  }
#endif
