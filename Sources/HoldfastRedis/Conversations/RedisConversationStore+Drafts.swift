#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisConversationStore {
    /// The draft that a principal keeps for a session, which need not exist.
    public func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
      let name = ConversationBucket.draftName(of: principal, for: session)
      let key = bucket(of: session).draftKey(named: name)
      let reply = try await client.send(
        RedisCommand("HMGET", [key, Array("text".utf8), Array("updated".utf8)], key: key, effect: .read))
      guard let fields = reply.array, fields.count == 2, fields[0] != .null else { return nil }
      guard let text = fields[0].text, let time = fields[1].integer else {
        throw StoreError(.damaged, "Redis: a draft is none")
      }
      return Draft(text: text, updatedAt: Timestamp(milliseconds: Int64(time)))
    }

    /// Keeps a draft in place of the one before, and with it the session, if it is the principal's.
    public func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws {
      try StoredBytes.check(draft.text.utf8.count)
      try await writeDraft(
        of: principal, for: session,
        content: [[UInt8](decimal: draft.updatedAt.milliseconds), Array(draft.text.utf8)])
    }

    /// Forgets a draft.
    public func deleteDraft(of principal: Principal, for session: SessionID) async throws {
      try await writeDraft(of: principal, for: session, content: [])
    }

    private func writeDraft(
      of principal: Principal, for session: SessionID, content: [[UInt8]]
    ) async throws {
      _ = try await client.run(
        ConversationScripts.draft, keys: bucket(of: session).allKeys(of: session, principal: principal),
        arguments: [
          timeToLive, Array(principal.text.utf8), ConversationBucket.draftName(of: principal, for: session),
        ] + content)
    }
  }
#endif
