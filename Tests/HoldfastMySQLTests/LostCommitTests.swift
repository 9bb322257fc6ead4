#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("A commit whose reply gets lost", .timeLimit(.minutes(2)))
  struct LostCommitTests {
    /// A store behind a thief, and one that goes straight to the server.
    private func withThief(
      on server: MariaDBProcess? = nil,
      _ body: (MySQLConversationStore, CommitThief, MySQLConversationStore) async throws -> Void
    ) async throws {
      try await withStore(on: server) { direct, database in
        let thief = try CommitThief(before: database.server.port)
        let url = database.server.url(of: database.name, atPort: thief.port)
        let store = MySQLConversationStore(configuration: try MySQLConfiguration(url: url))
        try await store.checkHealth()
        try await body(store, thief, direct)
      }
    }

    @Test(
      "A claim is made once and is the caller's, whether the server got the commit or not",
      arguments: [true, false])
    func claim(arrives: Bool) async throws {
      try await withThief { store, thief, direct in
        thief.next(arrives ? .takesReply : .takesCommit)
        let claim = try await store.claim(.sample()).claimed
        #expect(thief.thefts == 1)
        let stored = try await direct.claim(for: ClaimRequest.sample().key)
        #expect(stored != nil && claim == stored)
        #expect(stored?.number == 1)
        let messages = try await direct.messages(in: ClaimRequest.sample().session, after: 0, limit: 9)
        #expect(messages.count == 1)
        let again = try await store.claim(.sample(stream: "another"))
        #expect(again == stored.map { .existing($0, isLastTurn: true) })
      }
    }

    @Test("A reply is saved once, whether the server got the commit or not", arguments: [true, false])
    func settlement(arrives: Bool) async throws {
      try await withThief { store, thief, direct in
        let request = ClaimRequest.sample()
        _ = try await store.claim(request)
        thief.next(arrives ? .takesReply : .takesCommit)
        let outcome = try await store.settle(request.settlement())
        #expect(thief.thefts == 1)
        #expect(outcome == .settled)
        let messages = try await direct.messages(in: request.session, after: 0, limit: 9)
        #expect(messages.map(\.message.text) == ["How are you?", "Fine."])
        let repeated = try await store.settle(request.settlement())
        #expect(repeated == .alreadySettled)
      }
    }

    @Test(
      "A deletion is answered with what it did, whether the server got the commit or not",
      arguments: [true, false])
    func deletion(arrives: Bool) async throws {
      try await withThief { store, thief, direct in
        let request = ClaimRequest.sample()
        _ = try await store.claim(request)
        thief.next(arrives ? .takesReply : .takesCommit)
        let tombstone = try await store.deleteSession(
          request.session, of: request.principal, now: request.now)
        #expect(tombstone?.streams.map(\.stream) == [request.stream] && thief.thefts == 1)
        let session = try await direct.session(request.session)
        #expect(session == nil)
        let open = try await direct.openTombstones(after: nil, limit: 9)
        #expect(open == [tombstone])
      }
    }

    @Test(
      "Quota is set aside once and granted to the caller, whether the server got the commit or not",
      arguments: [true, false])
    func reservation(arrives: Bool) async throws {
      try await withThief { store, thief, direct in
        thief.next(arrives ? .takesReply : .takesCommit)
        let outcome = try await store.reserve(.sample("one"))
        #expect(thief.thefts == 1)
        let made = try await direct.reservation(ReservationID(rawValue: "one"), of: .user("ann"))
        #expect(made != nil && outcome.granted == made)
        let account = try await direct.quotaAccount(of: .user("ann"))
        #expect(account.reserved.count == 1 && account.outstanding == ["free": 1])
        let again = try await store.reserve(.sample("one"))
        #expect(again == made.map { .existing($0, account) })
      }
    }

    @Test(
      "What was used is counted once, whether the server got the commit or not", arguments: [true, false])
    func commitment(arrives: Bool) async throws {
      try await withThief { store, thief, direct in
        let request = QuotaRequest.sample("one")
        _ = try await store.reserve(request)
        thief.next(arrives ? .takesReply : .takesCommit)
        let used = QuotaAmount(messages: 1, tokens: 7)
        let ended = try await store.end(
          request.id, of: request.principal, as: .committed(used), now: request.now)
        #expect(thief.thefts == 1)
        #expect(ended?.state == .committed && ended?.used == used)
        let account = try await direct.quotaAccount(of: request.principal)
        #expect(account.committed.count == 1 && account.addsUp)
        #expect(account.windows.map(\.used) == [used])
      }
    }

    @Test("When the server is gone for good, nobody knows, and the caller is told so")
    func killed() async throws {
      let server = try MariaDBProcess()
      try await withThief(on: server) { store, thief, direct in
        thief.next(.acts { server.kill9() })
        let error = await storeError { _ = try await store.claim(.sample()) }
        #expect(error?.code == .indeterminate)
        try server.start()
        let claim = try await store.claim(.sample()).claimed
        #expect(claim?.number == 1)
      }
    }
  }
#endif
