#if MySQL
  import Foundation
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("A database of the version before", .timeLimit(.minutes(1)))
  struct MigrationTests {
    /// The tables as the first version has made them.
    private static let first = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/HoldfastMySQL/Schema/conversations-0001.sql")

    /// A turn that waits for its reply, as a program of the first version has written it.
    private static let turn = """
      CREATE TABLE holdfast_schema (version BIGINT NOT NULL, PRIMARY KEY (version)) ENGINE = InnoDB;
      INSERT INTO holdfast_schema (version) VALUES (1);
      INSERT INTO holdfast_sessions (
        session, principal, title, active_stream, created_at, updated_at, last_place, last_number)
      VALUES ('session', 'user:ann', 'How are you?', 'stream', 1700000000000, 1700000000000, 2, 1);
      INSERT INTO holdfast_messages (
        session, message, role, metadata, parts, place, status, stream, model, token_use, created_at, segment,
        stored_by, cut_by)
      VALUES ('session', 'question', 'user', NULL, '[{"type":"text","text":"How are you?"}]', 1, 'complete',
        NULL, NULL, NULL, 1700000000000, 0, 'stream', NULL);
      INSERT INTO holdfast_claims (
        session, message, cause, target, target_digest, state, principal, stream, run, reply, place, segment,
        number, cut_by, supersedes, fingerprint, agent, dialect, route_form, created_at, node, deadline)
      VALUES ('session', 'question', 'submit', '', UNHEX(SHA2('', 256)), 'claimed', 'user:ann', 'stream',
        'run', 'reply-stream', 2, 0, 1, NULL, NULL, 'How', 'default', 'v7', 'chat', 1700000000000, NULL, NULL)
      """

    /// Runs a body with a store in a database of the first version.
    private func withFirstVersion(
      _ change: (inout MySQLConfiguration) -> Void = { _ in },
      _ body: (MySQLConversationStore, Database) async throws -> Void
    ) async throws {
      let server = try MariaDBProcess.shared()
      let database = Database(server: server, name: try server.makeDatabase())
      try database.execute(try String(contentsOf: Self.first, encoding: .utf8))
      try database.execute(Self.turn)
      var configuration = try database.configuration()
      change(&configuration)
      let store = MySQLConversationStore(configuration: configuration)
      try await withTaskExecutorPreference(BlockingExecutor.shared) { try await body(store, database) }
    }

    @Test("It is told from one that is up to date, brought up to date, and keeps what it holds")
    func upgrade() async throws {
      try await withFirstVersion { store, _ in
        await #expect(throws: MySQLSchemaError.older(found: 1, known: 2)) { try await store.checkSchema() }
        try await store.migrate()
        try await store.checkSchema()
        let request = ClaimRequest.sample()
        let claim = try #require(try await store.claim(of: request.stream, in: request.session))
        #expect(claim.reservation == nil && claim.state == .claimed && claim.number == 1)
        // What is there is gone on with, and the new tables take what belongs to it.
        var settlement = request.settlement()
        let artifact = ArtifactContent(
          id: ArtifactID(rawValue: "a"), kind: .code, title: "Title", content: "let x = 1")
        settlement.artifacts = [artifact]
        let outcome = try await store.settle(settlement)
        #expect(outcome == .settled)
        let messages = try await store.messages(in: request.session, after: 0, limit: 9)
        #expect(messages.map(\.message.text) == ["How are you?", "Fine."])
        let artifacts = try await store.artifacts(in: request.session)
        #expect(artifacts.map(\.content) == [artifact])
        var next = ClaimRequest.sample(message: "next", stream: "next")
        next.reservation = ReservationID(rawValue: "reservation")
        let made = try await store.claim(next).claimed
        let found = try await store.claim(
          reserving: ReservationID(rawValue: "reservation"), in: request.session)
        #expect(made != nil && found == made)
        let tombstone = try await store.deleteSession(request.session, of: .user("ann"), now: request.now)
        #expect(
          tombstone?.streams == [
            Tombstone.Stream(stream: request.stream, reservation: nil),
            Tombstone.Stream(stream: next.stream, reservation: next.reservation),
          ])
      }
    }

    @Test("A program of the version before goes on beside it")
    func beside() async throws {
      try await withFirstVersion { store, database in
        try await store.migrate()
        let words = Self.turn.split(separator: ";").suffix(3).joined(separator: ";")
        try database.execute(words.replacing("'session'", with: "'beside'"))
        let claim = try await store.lastClaim(in: SessionID(rawValue: "beside"))
        #expect(claim?.stream == ClaimRequest.sample().stream)
      }
    }

    @Test("A step that was cut off after any of its statements is taken again, and loses nothing")
    func cutOff() async throws {
      try await withFirstVersion { store, database in
        try await store.migrate()
        _ = try await store.reserve(.sample("one"))
        for table in ["", "holdfast_tombstones", "holdfast_artifacts", "holdfast_effects"] {
          if table != "" { try database.execute("DROP TABLE \(table)") }
          try database.execute("DELETE FROM holdfast_schema WHERE version = 2")
          await #expect(throws: MySQLSchemaError.older(found: 1, known: 2)) {
            try await store.checkSchema()
          }
          try await store.migrate()
          try await store.checkSchema()
          let claim = try await store.lastClaim(in: ClaimRequest.sample().session)
          #expect(claim != nil)
          let account = try await store.quotaAccount(of: .user("ann"))
          #expect(account.reserved.count == 1)
        }
        let effects = try await store.effects(
          of: ClaimRequest.sample().stream, in: ClaimRequest.sample().session)
        #expect(effects.isEmpty)
      }
    }

    @Test("Several programs may bring it up to date at once")
    func together() async throws {
      try await withFirstVersion { _, database in
        let configuration = try database.configuration()
        try await withThrowingTaskGroup { group in
          for _ in 1...4 {
            group.addTask { try await MySQLConversationStore(configuration: configuration).migrate() }
          }
          try await group.waitForAll()
        }
        let store = MySQLConversationStore(configuration: configuration)
        try await store.checkSchema()
        let claim = try await store.lastClaim(in: ClaimRequest.sample().session)
        #expect(claim != nil)
      }
    }

    @Test("What is refused for another reason than that it has run before fails the migration")
    func refused() async throws {
      try await withFirstVersion { store, database in
        try database.execute("DROP TABLE holdfast_claims")
        let error = await storeError { try await store.migrate() }
        #expect(error?.code == .unavailable && error?.message.contains("error 1146 ") == true)
        await #expect(throws: MySQLSchemaError.older(found: 1, known: 2)) { try await store.checkSchema() }
      }
    }

    @Test("A migration may take longer than a call")
    func slow() async throws {
      try await withFirstVersion {
        $0.callTimeout = .seconds(1)
        $0.lockTimeout = .seconds(20)
      } _: { store, database in
        let holder = try SQLSession(on: database)
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_claims")
        async let migrated: Void = store.migrate()
        try Deadline.step.poll("a change of the table that has waited for longer than a call", every: 20_000)
        {
          let waiting = try database.execute(
            """
            SELECT 1 FROM information_schema.processlist
            WHERE db = '\(database.name)' AND user = 'holdfast' AND info LIKE 'ALTER%' AND time_ms > 1300
            """)
          return waiting == "" ? nil : ()
        }
        try holder.run("ROLLBACK")
        try await migrated
        try await store.checkSchema()
      }
    }

    @Test("A table that another transaction holds for too long is left alone, and serves on")
    func held() async throws {
      try await withFirstVersion {
        $0.lockTimeout = .seconds(1)
      } _: { store, database in
        let holder = try SQLSession(on: database)
        try holder.run("START TRANSACTION; SELECT 1 FROM holdfast_claims")
        let error = await storeError { try await store.migrate() }
        #expect(error?.code == .unavailable && error?.message.contains("error 1205 ") == true)
        try database.execute("UPDATE holdfast_claims SET run = 'other'")
        try holder.run("ROLLBACK")
        try await store.migrate()
        try await store.checkSchema()
      }
    }
  }
#endif
