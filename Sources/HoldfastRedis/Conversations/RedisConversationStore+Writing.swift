#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisConversationStore {
    /// What one change of a session does: to the value, and whether an earlier attempt of the same call may have been
    /// written.
    typealias Change<Value> = (inout MemorySession, _ isRepeat: Bool) -> Value

    /// Changes a session in one step; `nil` when there is none.
    ///
    /// - Parameter readingArtifacts: Whether the change reads which artifacts there are.
    func change<Value>(
      _ id: SessionID, readingArtifacts: Bool = false, _ body: Change<Value>
    ) async throws -> Value? {
      try await attempts(at: id) { known, isRepeat in
        guard var old = try await self.start(id, known), let owner = old.session.head?.record.principal else {
          return .done(nil)
        }
        // Read after the session: the write finds out when somebody has added one since.
        if readingArtifacts { old.session.artifacts = try await self.allArtifacts(in: id) }
        return try await self.write(id, by: owner, over: old, isRepeat: isRepeat, body).map { $0 }
      }
    }

    /// Changes a session in one step, also one that is not there.
    ///
    /// - Parameter reply: The message whose live segments the change reads in full.
    func change<Value>(
      _ id: SessionID, by principal: Principal, reading reply: MessageID?, _ body: Change<Value>
    ) async throws -> Value {
      try await attempts(at: id) { known, isRepeat in
        var old = try await self.start(id, known) ?? RedisSession()
        if old.session.head == nil { old.session.tombstone = try await self.tombstone(of: id) }
        if let reply {
          let indices = old.session.segments.indices.filter { index in
            let segment = old.session.segments[index]
            return segment.cutBy == nil && segment.message.message.id == reply
          }
          guard try await self.readContents(&old, of: indices, in: id) else { return .conflict(nil) }
        }
        // A session has one owner for all its life, so the keys are right also when it is not this principal.
        let owner = old.session.head?.record.principal ?? principal
        return try await self.write(id, by: owner, over: old, isRepeat: isRepeat, body)
      }
    }

    /// Removes a session with all that belongs to it, if it is the principal's, and leaves a tombstone.
    public func deleteSession(
      _ id: SessionID, of principal: Principal, now: Timestamp
    ) async throws -> Tombstone? {
      try await attempts(at: id) { _, _ in
        guard let old = try await self.load(id) else {
          let tombstone = try await self.tombstone(of: id)
          return .done(tombstone?.principal == principal ? tombstone : nil)
        }
        guard old.session.head?.record.principal == principal else { return .done(nil) }
        let tombstone = Tombstone(
          session: id, principal: principal, streams: old.session.claims.map(Tombstone.Stream.init),
          deletedAt: now)
        let change = try SessionChange(deleting: old.session, leaving: tombstone)
        let reply = try await self.client.run(
          ConversationScripts.delete, keys: self.bucket(of: id).allKeys(of: id, principal: principal),
          arguments: [old.version, self.timeToLive] + change.writes)
        return reply.integer == 1 ? .done(tombstone) : .conflict(nil)
      }
    }

    /// What came of one attempt.
    private enum Attempt<Value> {
      case done(Value)
      /// Somebody else has written meanwhile; what the session is now, if that is known.
      case conflict(RedisSession?)

      func map<Other>(_ transform: (Value) -> Other) -> Attempt<Other> {
        switch self {
        case .done(let value): .done(transform(value))
        case .conflict(let session): .conflict(session)
        }
      }
    }

    private func write<Value>(
      _ id: SessionID, by owner: Principal, over old: RedisSession, isRepeat: Bool, _ body: Change<Value>
    ) async throws -> Attempt<Value> {
      var new = old.session
      let value = body(&new, isRepeat)
      let change = try SessionChange(from: old.session, to: new)
      // Nothing was written, so nothing is refreshed either.
      if change.writes.isEmpty { return .done(value) }
      let version =
        String(UInt64.random(in: 0 ... .max), radix: 36) + String(UInt64.random(in: 0 ... .max), radix: 36)
      // The client repeats this when the reply is lost, within its deadline: the version is the same, so that a repeat of
      // what was written succeeds. When no repeat is answered either it is `indeterminate`.
      let reply = try await client.run(
        ConversationScripts.commit, keys: bucket(of: id).allKeys(of: id, principal: owner),
        arguments: [old.version, Array(version.utf8), timeToLive] + change.writes)
      return reply.integer == 1 ? .done(value) : .conflict(try RedisSession(id, reply))
    }

    /// How often an attempt follows at once on one that was too late, with what that has read.
    ///
    /// Of all that write at one time one is done each time, so few nodes need no pauses.
    private static let quickAttempts = 8

    /// Attempts, when it is this call's turn, until one is done; in the end with pauses of random length.
    ///
    /// - Throws: `unavailable` when it takes too long, with the waiting: nothing was written.
    private func attempts<Value>(
      at id: SessionID,
      _ body: (_ known: RedisSession?, _ isRepeat: Bool) async throws -> Attempt<Value>
    ) async throws -> Value {
      let deadline = ContinuousClock.now + settings.conflictTimeout
      return try await turns.withTurn(at: id) {
        var (known, count) = (RedisSession?.none, 0)
        while ContinuousClock.now < deadline {
          switch try await body(known, count > 0) {
          case .done(let value): return value
          case .conflict(let session): known = session
          }
          count += 1
          if count > Self.quickAttempts {
            try await Task.sleep(for: settings.longestConflictPause * Double.random(in: 0...1))
            known = nil
          }
        }
        throw StoreError(.unavailable, "Redis: others write to the session all the time")
      }
    }

    // MARK: Reading what is to be changed

    /// What an attempt begins with: what the one before has read, or else the session as it is.
    private func start(_ id: SessionID, _ known: RedisSession?) async throws -> RedisSession? {
      if let known { known } else { try await load(id) }
    }

    /// A session; `nil` when there is none.
    ///
    /// - Parameter isWhole: Whether what its messages say is read as well.
    func load(_ id: SessionID, isWhole: Bool = false) async throws -> RedisSession? {
      let bucket = bucket(of: id)
      let keys = [SessionKey.head, .claims, .places, .notes, .contents].map { bucket.key($0, of: id) }
      let reply = try await client.run(
        ConversationScripts.load, keys: keys, arguments: [Array((isWhole ? "1" : "0").utf8)])
      return try RedisSession(id, reply)
    }

    /// Reads what some segments say; `false` when the session has changed since it was read.
    func readContents(
      _ session: inout RedisSession, of indices: [Int], in id: SessionID
    ) async throws -> Bool {
      if indices.isEmpty { return true }
      let bucket = bucket(of: id)
      let reply = try await client.run(
        ConversationScripts.contents, keys: [bucket.key(.head, of: id), bucket.key(.contents, of: id)],
        arguments: [session.version] + indices.map { session.session.segments[$0].field })
      guard let contents = reply.array else { return false }
      try session.readContents(contents, of: indices)
      return true
    }
  }
#endif
