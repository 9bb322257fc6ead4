#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisConversationStore {
    /// All versions of all artifacts of a session, in the order in which they were written.
    func allArtifacts(in session: SessionID) async throws -> [ArtifactRecord] {
      try await values(of: .artifacts, in: session) { try ArtifactRecord.read($0) }
        .sorted { $0.place < $1.place }.map(\.record)
    }

    /// The newest version of each artifact of a session, in the order in which they were begun.
    public func artifacts(in session: SessionID) async throws -> [ArtifactRecord] {
      var value = MemorySession()
      value.artifacts = try await allArtifacts(in: session)
      return value.newestArtifacts()
    }

    /// All versions of an artifact, oldest first.
    public func versions(of artifact: ArtifactID, in session: SessionID) async throws -> [ArtifactRecord] {
      try await allArtifacts(in: session).filter { $0.content.id == artifact }
    }

    /// What the tool calls of a stream came to, in their order.
    public func effects(of stream: StreamID, in session: SessionID) async throws -> [EffectEntry] {
      let stem = EffectEntry.stem(of: stream)
      let key = bucket(of: session).key(.effects, of: session)
      let reply = try await client.send(RedisCommand("HGETALL", [key], key: key, effect: .read))
      var entries: [EffectEntry] = []
      let words = reply.array ?? []
      for index in stride(from: 0, to: words.count - 1, by: 2)
      where words[index].bytes?.starts(with: stem) == true {
        guard let bytes = words[index + 1].bytes, let json = try? StoredJSON.value(bytes),
          let entry = EffectEntry(json: json)
        else { throw StoreError(.damaged, "Redis: an effect is none") }
        entries.append(entry)
      }
      return entries.sorted { $0.number < $1.number }
    }

    /// Writes what a tool call of a settled stream came to since; into a session that is gone nothing.
    public func saveEffect(
      _ effect: EffectEntry, of stream: StreamID, in session: SessionID
    ) async throws {
      _ = try await change(session) { session, _ in session.save(effect, of: stream) }
    }

    private func values<Value>(
      of kind: SessionKey, in session: SessionID, _ read: (RedisValue) throws -> Value
    ) async throws -> [Value] {
      let key = bucket(of: session).key(kind, of: session)
      let reply = try await client.send(RedisCommand("HVALS", [key], key: key, effect: .read))
      return try (reply.array ?? []).map(read)
    }
  }
#endif
