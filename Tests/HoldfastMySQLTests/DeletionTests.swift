#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("Deleted sessions", .timeLimit(.minutes(1)))
  struct DeletionTests {
    private let request = ClaimRequest.sample()

    private func delete(_ store: MySQLConversationStore) async throws -> Tombstone? {
      try await store.deleteSession(request.session, of: request.principal, now: request.now)
    }

    @Test("A claim and a settlement that come while a session is deleted wait, and then write nothing")
    func together() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(20)
      } _: { store, database in
        _ = try await store.claim(request)
        let holder = try SQLSession(on: database)
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_messages FOR UPDATE")
        async let deleted = delete(store)
        try database.waitForWaiting(1)
        async let claimed = store.claim(.sample(message: "other", stream: "other"))
        async let settled = store.settle(request.settlement())
        try database.waitForWaiting(3)
        try holder.run("ROLLBACK")
        let (tombstone, claim, outcome) = try await (deleted, claimed, settled)
        #expect(tombstone?.streams.map(\.stream) == [request.stream])
        #expect(claim == .sessionDeleted)
        #expect(outcome == .sessionGone)
        #expect(try rows(in: database) == ["holdfast_tombstones"])
      }
    }

    @Test("A first claim in whose middle another session of the name comes and goes finds the tombstone")
    func overtaken() async throws {
      try await withStore {
        $0.lockTimeout = .seconds(20)
      } _: { store, database in
        // All that the other claim and its deletion do, with the one lock at which the first claim meets
        // them.
        let other = try SQLSession(on: database)
        try other.run(
          """
          START TRANSACTION;
          INSERT INTO holdfast_messages (
            session, place, segment, stored_by, message, role, status, created_at, parts)
          VALUES ('session', 1, 0, 'x', 'x', 'user', 'complete', 1, '[]')
          """)
        async let claimed = store.claim(request)
        try database.waitForWaiting()
        try other.run(
          """
          INSERT INTO holdfast_tombstones (session, principal, streams, deleted_at, is_open)
          VALUES ('session', 'user:ann', '[]', 1, 1);
          DELETE FROM holdfast_messages
          WHERE session = 'session' AND place = 1 AND segment = 0 AND stored_by = 'x';
          COMMIT
          """)
        let outcome = try await claimed
        #expect(outcome == .sessionDeleted)
        #expect(try rows(in: database) == ["holdfast_tombstones"])
      }
    }

    @Test("Nothing but the tombstone is left, and when that is gone the name is free")
    func all() async throws {
      try await withStore { store, database in
        var request = request
        request.idempotencyKey = IdempotencyKey(name: "key", fingerprint: [1])
        _ = try await store.claim(request)
        var settlement = request.settlement()
        let call = EffectEntry(
          call: "call", number: 0, tool: "mail", effect: .irreversible, state: .confirmed, input: [:],
          changedAt: request.now)
        settlement.effects = [call]
        settlement.artifacts = [
          ArtifactContent(
            id: ArtifactID(rawValue: "a"), kind: .text, title: "Title", content: "Text")
        ]
        _ = try await store.settle(settlement)
        try await store.saveDraft(
          Draft(text: "x", updatedAt: request.now), of: request.principal, for: request.session)
        #expect(try rows(in: database) == Self.tables.subtracting(["holdfast_tombstones"]))
        let tombstone = try await delete(store)
        #expect(try rows(in: database) == ["holdfast_tombstones"])
        let again = try await delete(store)
        #expect(again == tombstone)
        try await store.saveEffect(call, of: request.stream, in: request.session)
        let later = Timestamp(milliseconds: request.now.milliseconds + 1)
        var removed = try await store.removeTombstones(madeBefore: later, limit: 9)
        #expect(removed == 0)
        try await store.closeTombstone(of: request.session)
        removed = try await store.removeTombstones(madeBefore: later, limit: 9)
        #expect(removed == 1)
        #expect(try rows(in: database) == [])
        let claim = try await store.claim(request).claimed
        #expect(claim?.number == 1)
      }
    }

    @Test("A session that a program of the version before has made where a tombstone stands can be deleted")
    func beside() async throws {
      try await withStore { store, database in
        _ = try await store.claim(request)
        try database.execute(
          """
          INSERT INTO holdfast_tombstones (session, principal, streams, deleted_at, is_open)
          VALUES ('session', 'user:ann', '[{"stream":"old"}]', 1, 0)
          """)
        let outcome = try await store.settle(request.settlement())
        #expect(outcome == .settled)
        let tombstone = try await delete(store)
        #expect(tombstone?.streams.map(\.stream) == [request.stream])
        let open = try await store.openTombstones(after: nil, limit: 9)
        #expect(open == [tombstone])
        #expect(try rows(in: database) == ["holdfast_tombstones"])
      }
    }

    /// The tables that have rows of a session.
    private static let tables: Set = [
      "holdfast_sessions", "holdfast_messages", "holdfast_claims", "holdfast_idempotency_keys",
      "holdfast_drafts", "holdfast_effects", "holdfast_artifacts", "holdfast_tombstones",
    ]

    /// Those of them that have one.
    private func rows(in database: Database) throws -> Set<String> {
      try Self.tables.filter { try database.execute("SELECT 1 FROM \($0) LIMIT 1") != "" }
    }
  }
#endif
