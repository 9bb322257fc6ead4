#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import HoldfastTesting
  import TestServers
  import Testing

  @Suite("Conversations in Redis: faults", .serialized, .timeLimit(.minutes(3)))
  struct ConversationFaultTests {
    /// What only a script that writes names among its keys.
    private let commit = "pointed-sessions"

    @Test func `of 50 first messages at once, from five nodes, all 50 are kept`() async throws {
      let server = try ConversationServer()
      let stores = try (0..<5).map { _ in try server.store() }
      let claims = try await withThrowingTaskGroup(of: Claim?.self) { group in
        for number in 1...50 {
          group.addTask { try await stores[number % 5].claimNew(.turn(number)) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(claims.compactMap(\.self).count == 50)
      #expect(Set(claims.compactMap { $0?.number }) == Set(1...50))
      let texts = try await stores[0].texts()
      #expect(Set(texts) == Set((1...50).map { "Question \($0)" }))
      let staying = try await server.keysThatStay()
      #expect(staying.isEmpty, "\(staying)")
    }

    /// What a call returns as soon as the client has found the server again.
    private func whenBack<Value>(_ call: () async throws -> Value) async throws -> Value {
      let deadline = Deadline.step
      while true {
        do {
          return try await call()
        } catch let error as StoreError where error.code == .unavailable && !deadline.hasPassed {
          try await Task.sleep(for: .milliseconds(10))
        }
      }
    }

    /// Every kind of write.
    private func converse(_ store: RedisConversationStore) async throws {
      try await store.saveDraft(Draft(text: "draft", updatedAt: .second(1)), of: .visitor, for: .talk)
      guard let claim = try await store.claimNew(.turn(1, key: "key")) else { return }
      _ = try await store.move(claim.stream, in: .talk, from: claim.run, to: .run(RunID(rawValue: "other")))
      _ = try await store.settle(claim.settlement)
      try await store.clearPointer(of: .talk, ifNaming: claim.stream)
      try await store.deleteDraft(of: .visitor, for: .talk)
      _ = try await store.deleteSession(.talk, of: .visitor, now: Timestamp(milliseconds: 2))
    }

    @Test func `a node that dies at any moment leaves no key that stays`() async throws {
      let server = try ConversationServer()
      try await withFaultProxy(to: server.port) { proxy in
        var (cut, isDone) = (0, false)
        while !isDone {
          // A step that is no divisor of anything, so that the cuts fall everywhere in the commands and between them.
          cut += 61
          let limit = cut
          await proxy.change(.toServer) { $0.cutAfter = limit }
          let store = try server.store(port: proxy.port, callTimeout: .seconds(5), repeats: false)
          // Dead is dead: the node does not come back for what it has begun.
          isDone = await (try? converse(store)) != nil
          let staying = try await server.keysThatStay()
          #expect(staying.isEmpty, "cut after \(limit) bytes: \(staying)")
          _ = try await server.send("FLUSHALL")
        }
        #expect(cut > 2_000, "there was more to cut")
      }
    }

    @Test func `a lost reply to a commit is no lost claim and no second one`() async throws {
      let server = try ConversationServer()
      try await withFaultProxy(to: server.port) { proxy in
        try await server.learnScripts()
        let store = try server.store(port: proxy.port)
        await proxy.swallowNextReply(toRequestWith: commit)
        let claim = try #require(await store.claimNew(.turn(1)))
        #expect(await proxy.swallowedReplies == 1)
        #expect(claim.number == 1)

        await proxy.swallowNextReply(toRequestWith: commit)
        let outcome = try await store.settle(claim.settlement)
        #expect(outcome == .settled)
        #expect(await proxy.swallowedReplies == 2)
        let texts = try await store.texts()
        #expect(texts == ["Question 1", "Answer to message-1"])

        await proxy.swallowNextReply(toRequestWith: commit)
        let isDeleted =
          try await store.deleteSession(
            .talk, of: .visitor, now: Timestamp(milliseconds: 2)) != nil
        #expect(isDeleted)
        #expect(await proxy.swallowedReplies == 3)
      }
    }

    @Test func `a claim whose reply was lost is still ours when others have written since`() async throws {
      let server = try ConversationServer()
      try await withFaultProxy(to: server.port) { proxy in
        try await server.learnScripts()
        let store = try server.store(port: proxy.port)
        _ = try await store.session(.talk)
        await proxy.change(.toServer) { $0.latency = .milliseconds(400) }
        await proxy.swallowNextReply(toRequestWith: commit)
        async let outcome = store.claim(.turn(1))
        let deadline = Deadline.step
        while await proxy.swallowedReplies == 0 {
          if deadline.hasPassed { throw ProcessFailure("no reply was swallowed") }
          try await Task.sleep(for: .milliseconds(1))
        }
        let other = try #require(await server.store().claimNew(.turn(2)))
        #expect(other.supersedes == StreamID(rawValue: "stream1"))
        guard case .claimed(let claim) = try await outcome else {
          Issue.record("the claim is not ours")
          return
        }
        #expect(claim.stream == StreamID(rawValue: "stream1"))
        let texts = try await server.store().texts()
        #expect(texts == ["Question 1", "Question 2"])
      }
    }

    @Test func `a commit that nobody can answer for is indeterminate, and its repeat resolves it`()
      async throws
    {
      let server = try ConversationServer()
      try await withFaultProxy(to: server.port) { proxy in
        try await server.learnScripts()
        let store = try server.store(port: proxy.port, callTimeout: .milliseconds(1_500))
        _ = try await store.session(.talk)
        await proxy.change(.toServer) { $0.latency = .milliseconds(200) }
        await proxy.swallowNextReply(toRequestWith: commit)
        async let outcome = store.claim(.turn(1))
        let deadline = Deadline.step
        while await proxy.swallowedReplies == 0 {
          if deadline.hasPassed { throw ProcessFailure("no reply was swallowed") }
          try await Task.sleep(for: .milliseconds(1))
        }
        try await proxy.goDown()
        let error: (any Error)?
        do {
          _ = try await outcome
          error = nil
        } catch let thrown { error = thrown }
        #expect((error as? StoreError)?.code == .indeterminate, "\(String(describing: error))")
        try await proxy.heal()
        guard case .existing(let claim, _) = try await whenBack({ try await store.claim(.turn(1)) }) else {
          Issue.record("the claim was not made, or made twice")
          return
        }
        #expect(claim.number == 1)
      }
    }

    @Test func `a call that the server never got is unavailable, and has written nothing`() async throws {
      let server = try ConversationServer()
      try await withFaultProxy(to: server.port) { proxy in
        let store = try server.store(port: proxy.port, callTimeout: .seconds(1))
        try await proxy.goDown()
        let error = await #expect(throws: StoreError.self) { _ = try await store.claim(.turn(1)) }
        #expect(error?.code == .unavailable)
        let health = await #expect(throws: StoreError.self) { try await store.checkHealth() }
        #expect(health?.code == .unavailable)
        try await proxy.comeUp()
        let session = try await whenBack { try await store.session(.talk) }
        #expect(session == nil)
        try await store.checkHealth()
      }
    }
  }
#endif
