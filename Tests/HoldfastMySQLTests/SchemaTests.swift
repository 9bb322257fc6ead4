#if MySQL
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("Tables", .timeLimit(.minutes(1)))
  struct SchemaTests {
    private func schemaError(_ body: () async throws -> Void) async -> MySQLSchemaError? {
      do {
        try await body()
        return nil
      } catch {
        return error as? MySQLSchemaError
      }
    }

    @Test("An empty database is told from one that has its tables")
    func missing() async throws {
      let server = try MariaDBProcess.shared()
      let configuration = try MySQLConfiguration(url: server.url(of: try server.makeDatabase()))
      let store = MySQLConversationStore(configuration: configuration)
      let error = await schemaError { try await store.checkSchema() }
      #expect(error == .missing)
      #expect(error?.description.contains("holdfast migrate") == true)
      try await store.migrate()
      try await store.checkSchema()
    }

    @Test("A migration may be run again, and keeps what is there")
    func again() async throws {
      try await withStore { store, _ in
        _ = try await store.claim(.sample())
        try await store.migrate()
        try await store.checkSchema()
        let claim = try await store.claim(for: ClaimRequest.sample().key)
        #expect(claim != nil)
      }
    }

    @Test("A migration that was cut off goes on where it was")
    func halfDone() async throws {
      try await withStore { store, database in
        try database.execute("DROP TABLE holdfast_claims; DELETE FROM holdfast_schema")
        let error = await schemaError { try await store.checkSchema() }
        #expect(error == .missing)
        try await store.migrate()
        try await store.checkSchema()
        let claim = try await store.claim(.sample()).claimed
        #expect(claim != nil)
      }
    }

    @Test("Two programs may migrate at once")
    func together() async throws {
      let server = try MariaDBProcess.shared()
      let configuration = try MySQLConfiguration(url: server.url(of: try server.makeDatabase()))
      try await withThrowingTaskGroup { group in
        for _ in 1...4 {
          group.addTask { try await MySQLConversationStore(configuration: configuration).migrate() }
        }
        try await group.waitForAll()
      }
      try await MySQLConversationStore(configuration: configuration).checkSchema()
    }

    @Test("A database that a newer program has migrated is refused, and left as it is")
    func newer() async throws {
      try await withStore { store, database in
        try database.execute("INSERT INTO holdfast_schema (version) VALUES (99)")
        for attempt in [store.checkSchema, store.migrate] {
          let error = await schemaError { try await attempt() }
          #expect(error == .newer(found: 99, known: 2))
        }
      }
    }
  }
#endif
