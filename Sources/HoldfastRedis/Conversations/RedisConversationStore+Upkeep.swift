#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisConversationStore {
    /// Claims that are `claimed` or `unlogged`, made before a time, oldest first and at the same time by stream, after a
    /// claim of that list.
    public func openClaims(
      createdBefore time: Timestamp, after claim: Claim?, limit: Int
    ) async throws -> [Claim] {
      guard limit > 0 else { return [] }
      var after: [[UInt8]] = []
      if let claim {
        after = [[UInt8](decimal: claim.createdAt.milliseconds), Array(claim.stream.rawValue.utf8)]
      }
      let pages = try await list(
        ConversationScripts.listOpenClaims, index: { $0.index(.open) }, of: .claims,
        arguments: [[UInt8](decimal: time.milliseconds), [UInt8](decimal: limit)] + after)
      try await drop(pages, of: .claims, field: nil)
      let claims = try pages.flatMap(\.found).map { try Claim(in: $0.session, $0.value) }
      return Array(
        claims.sorted { ($0.createdAt, $0.stream) < ($1.createdAt, $1.stream) }.prefix(limit))
    }

    /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
    public func pointedSessions(
      changedBefore time: Timestamp, after id: SessionID?, limit: Int
    ) async throws -> [SessionRecord] {
      guard limit > 0 else { return [] }
      let pages = try await list(
        ConversationScripts.listPointed, index: { $0.index(.pointed) }, of: .head,
        arguments: [[UInt8](decimal: time.milliseconds), [UInt8](decimal: limit)]
          + (id.map { [Array($0.rawValue.utf8)] } ?? []))
      try await drop(pages, of: .head, field: "version")
      let records = try pages.flatMap(\.found).map { try SessionHead($0.session, $0.value).record }
      return Array(records.sorted { $0.id < $1.id }.prefix(limit))
    }

    /// Removes sessions, made before a time, in which no message is stored, live or cut: there are none.
    ///
    /// A session is made by the script that stores its first message, and none is ever removed but with its session.
    public func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
      []
    }

    /// Removes drafts that last changed before a time.
    ///
    /// When a reply is lost on the way there may have been more than it says.
    public func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
      try await remove(.drafted, before: time, limit: limit) { bucket, members in
        RedisCommand(
          ConversationScripts.removeDrafts,
          keys: [bucket.index(.drafted)] + members.map { bucket.draftKey(named: $0) },
          arguments: [[UInt8](decimal: time.milliseconds)] + members)
      }
    }

    /// Removes idempotency keys that were noted before a time.
    ///
    /// When a reply is lost on the way there may have been more than it says.
    public func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
      try await remove(.noted, before: time, limit: limit) { bucket, members in
        let notes = Array(bucket.stem(.notes).utf8)
        let names = members.map { $0.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false) }
        return RedisCommand(
          ConversationScripts.removeNotes,
          keys: [bucket.index(.noted)] + names.map { notes + ($0.first ?? []) },
          arguments: [[UInt8](decimal: time.milliseconds)]
            + zip(members, names).flatMap { [$0, Array($1.last ?? [])] })
      }
    }

    /// Proves that the store takes writes, on every server that has conversations.
    public func checkHealth() async throws {
      let replies = await client.sendAll(
        ConversationBucket.all(prefix: settings.prefix).map { bucket in
          let key = bucket.healthKey
          return RedisCommand(
            "SET", [key, [UInt8](decimal: 1), Array("PX".utf8), [UInt8](decimal: 10_000)], key: key,
            effect: .write)
        })
      for reply in replies { _ = try reply.get() }
    }

    // MARK: Removing

    /// Removes the oldest members of an index, of all buckets together so many at the most.
    ///
    /// Those that were gone already count for nothing.
    func remove(
      _ kind: IndexKey, before time: Timestamp, limit: Int,
      _ command: (ConversationBucket, [[UInt8]]) -> RedisCommand
    ) async throws -> Int {
      var removed = 0
      while removed < limit {
        let oldest = try await oldest(of: kind, before: time, limit: limit - removed)
        if oldest.isEmpty { break }
        let replies = await client.sendAll(
          Dictionary(grouping: oldest, by: \.bucket).map { command($0, $1.map(\.member)) })
        for reply in replies { removed += try reply.get().integer ?? 0 }
      }
      return removed
    }

    func oldest(
      of kind: IndexKey, before time: Timestamp, limit: Int
    ) async throws -> [(bucket: ConversationBucket, member: [UInt8])] {
      let buckets = ConversationBucket.all(prefix: settings.prefix)
      let replies = await client.sendAll(
        buckets.map { bucket in
          let key = bucket.index(kind)
          let words = ["-inf", "(\(time.milliseconds)", "WITHSCORES", "LIMIT", "0", "\(limit)"]
          return RedisCommand(
            "ZRANGEBYSCORE", [key] + words.map { Array($0.utf8) }, key: key, effect: .read)
        })
      var members: [(bucket: ConversationBucket, member: [UInt8], time: Double)] = []
      for (bucket, reply) in zip(buckets, replies) {
        let words = try reply.get().array?.compactMap(\.bytes) ?? []
        for index in stride(from: 0, to: words.count - 1, by: 2) {
          let time = Double(String(decoding: words[index + 1], as: UTF8.self)) ?? 0
          members.append((bucket, words[index], time))
        }
      }
      let sorted = members.sorted { left, right in
        left.time == right.time ? left.member.lexicographicallyPrecedes(right.member) : left.time < right.time
      }
      return sorted.prefix(limit).map { ($0.bucket, $0.member) }
    }
  }
#endif
