#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("Conversations in Redis: their time to live", .serialized, .timeLimit(.minutes(3)))
  struct TimeToLiveTests {
    /// The keys of the session itself, without the indexes.
    private func sessionKeys(_ server: ConversationServer) async throws -> [String: Int] {
      try await server.timesToLive().filter { $0.key.contains(":talk") }
    }

    @Test func `a conversation kept alive for 20 turns loses nothing, and left alone all of it goes at once`()
      async throws
    {
      let server = try ConversationServer()
      let store = try server.store(timeToLive: .milliseconds(2_500))
      for turn in 1...20 {
        let claim = try #require(await store.claimNew(.turn(turn, key: "key-\(turn)")))
        let outcome = try await store.settle(claim.settlement)
        #expect(outcome == .settled)
        try await store.saveDraft(Draft(text: "\(turn)", updatedAt: .second(turn)), of: .visitor, for: .talk)
        // Just under its time: what is left is the time that a busy machine may take for a turn.
        let deadline = Deadline.step
        while let left = try await sessionKeys(server).values.min(), left > 1_000 {
          if deadline.hasPassed { throw ProcessFailure("the time to live does not pass") }
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      let texts = try await store.texts()
      #expect(texts == (1...20).flatMap { ["Question \($0)", "Answer to message-\($0)"] })
      let listed = try await store.sessions(of: .visitor, after: nil, limit: 10)
      #expect(listed.map(\.id) == [.talk])
      let claim = try #require(await store.lastClaim(in: .talk))
      #expect(claim.key.message == MessageID(rawValue: "message-20"))
      try await store.clearPointer(of: .talk, ifNaming: claim.stream)

      let all = try await sessionKeys(server).keys.sorted()
      #expect(all.count == 6, "\(all)")
      let deadline = Deadline.step
      while true {
        let left = try await sessionKeys(server).keys.sorted()
        #expect(left == all || left.isEmpty, "only a part is left: \(left)")
        if left.isEmpty { break }
        if deadline.hasPassed { throw ProcessFailure("the conversation stays: \(left)") }
      }
      let gone = try await store.session(.talk)
      #expect(gone == nil)
      let again = try await store.sessions(of: .visitor, after: nil, limit: 10)
      #expect(again.isEmpty)
    }

    @Test func `every write refreshes every key of the conversation, and no read does`() async throws {
      let server = try ConversationServer()
      let store = try server.store(timeToLive: .seconds(60))
      let late = try server.store(timeToLive: .seconds(600))
      let claim = try #require(await store.claimNew(.turn(1, key: "key")))
      try await store.saveDraft(Draft(text: "draft", updatedAt: .second(1)), of: .visitor, for: .talk)

      let writes: [(String, () async throws -> Void)] = [
        ("a claim", { _ = try await late.claim(.turn(2)) }),
        (
          "a move",
          {
            _ = try await late.move(
              claim.stream, in: .talk, from: claim.run, to: .run(RunID(rawValue: "other")))
          }
        ),
        ("a settlement", { _ = try await late.settle(claim.settlement) }),
        (
          "a cleared pointer",
          { try await late.clearPointer(of: .talk, ifNaming: StreamID(rawValue: "stream2")) }
        ),
        (
          "a draft",
          { try await late.saveDraft(Draft(text: "2", updatedAt: .second(2)), of: .visitor, for: .talk) }
        ),
      ]
      for (name, write) in writes {
        // A write of a short time makes it short again.
        try await store.saveDraft(Draft(text: "draft", updatedAt: .second(1)), of: .visitor, for: .talk)
        let before = try await sessionKeys(server)
        #expect(before.values.allSatisfy { $0 <= 60_000 && $0 > 0 }, "\(before)")
        try await write()
        let after = try await sessionKeys(server)
        #expect(after.count == 6 && after.values.allSatisfy { $0 > 500_000 }, "after \(name): \(after)")
      }
      try await store.saveDraft(Draft(text: "draft", updatedAt: .second(1)), of: .visitor, for: .talk)
      _ = try await late.session(.talk)
      _ = try await late.texts()
      _ = try await late.claim(of: claim.stream, in: .talk)
      _ = try await late.lastClaim(in: .talk)
      _ = try await late.sessions(of: .visitor, after: nil, limit: 10)
      _ = try await late.draft(of: .visitor, for: .talk)
      _ = try await late.openClaims(createdBefore: .never, after: nil, limit: 10)
      let read = try await sessionKeys(server)
      #expect(read.values.allSatisfy { $0 <= 60_000 }, "\(read)")
      // An index is never shortened: another session may live longer.
      let indexes = try await server.timesToLive().filter { !$0.key.contains(":talk") }
      #expect(indexes.count >= 3 && indexes.values.allSatisfy { $0 > 500_000 }, "\(indexes)")
    }

    @Test func `somebody else's draft keeps nobody's conversation`() async throws {
      let server = try ConversationServer()
      let store = try server.store(timeToLive: .seconds(60))
      _ = try await store.claim(.turn(1))
      let late = try server.store(timeToLive: .seconds(600))
      try await late.saveDraft(
        Draft(text: "draft", updatedAt: .second(1)), of: .anonymous("stranger"), for: .talk)
      let times = try await sessionKeys(server)
      #expect(times.filter { !$0.key.contains("stranger") }.values.allSatisfy { $0 <= 60_000 }, "\(times)")
      #expect(times.filter { $0.key.contains("stranger") }.values.allSatisfy { $0 > 500_000 }, "\(times)")
    }

    @Test func `what has expired is dropped from the lists that live on`() async throws {
      let server = try ConversationServer()
      let brief = try server.store(timeToLive: .seconds(3))
      let store = try server.store()
      _ = try await brief.claim(.turn(1))
      let index = try #require(
        await server.timesToLive().keys.first { $0.contains(":sessions:") })
      // Other sessions, until one shares the bucket and so keeps its indexes.
      var neighbours: Set<String> = []
      for number in 0..<1_000 where neighbours.isEmpty {
        let id = "neighbour-\(number)"
        _ = try await store.claim(.turn(1, in: SessionID(rawValue: id)))
        if try await server.send("ZSCORE", index, id) != .null { neighbours.insert(id) }
      }
      #expect(neighbours.count == 1)
      let deadline = Deadline.step
      while try await !sessionKeys(server).isEmpty {
        if deadline.hasPassed { throw ProcessFailure("the conversation stays") }
        try await Task.sleep(for: .milliseconds(10))
      }
      let stale = try await server.send("ZSCORE", index, "talk")
      #expect(stale != .null, "there is nothing to drop")
      let listed = try await store.sessions(of: .visitor, after: nil, limit: 1_000)
      #expect(!listed.map(\.id).contains(.talk))
      let open = try await store.openClaims(createdBefore: .never, after: nil, limit: 1_000)
      #expect(!open.map(\.key.session).contains(.talk))
      let pointed = try await store.pointedSessions(changedBefore: .never, after: nil, limit: 1_000)
      #expect(!pointed.map(\.id).contains(.talk))
      let stem = String(index.prefix { $0 != "}" }) + "}:"
      for (key, member) in [
        (index, "talk"), (stem + "open-claims", "stream1\0talk"), (stem + "pointed-sessions", "talk"),
      ] {
        let score = try await server.send("ZSCORE", key, member)
        #expect(score == .null, "\(key) still lists what has expired")
      }
    }

    @Test func `a session of which the server has evicted a part is damaged, not shorter`() async throws {
      let server = try ConversationServer()
      let store = try server.store()
      let claim = try #require(await store.claimNew(.turn(1)))
      _ = try await store.settle(claim.settlement)
      for kind in ["claims", "places", "contents"] {
        let key = try #require(await server.timesToLive().keys.first { $0.hasSuffix(":\(kind):talk") })
        let copy = try await server.send("COPY", key, key + "-copy")
        #expect(copy.integer == 1)
        _ = try await server.send("DEL", key)
        let error = await #expect(throws: StoreError.self) { _ = try await store.texts() }
        #expect(error?.code == .damaged)
        _ = try await server.send("RENAME", key + "-copy", key)
        let texts = try await store.texts()
        #expect(texts.count == 2)
      }
    }
  }
#endif
