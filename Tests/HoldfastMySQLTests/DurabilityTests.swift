#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import TestServers
  import Testing

  @Suite("Durability of the server", .timeLimit(.minutes(1)))
  struct DurabilityTests {
    @Test("Settings that may lose a commit are named, and no others")
    func settings() async throws {
      let server = try MariaDBProcess(options: ["--log-bin", "--sync-binlog=1"])
      try await withStore(on: server) { store, database in
        let none = try await store.durabilityShortfalls()
        #expect(none == [])
        try database.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2")
        let flush = try await store.durabilityShortfalls()
        #expect(flush.count == 1 && flush.first?.contains("innodb_flush_log_at_trx_commit is 2") == true)
        try database.execute("SET GLOBAL sync_binlog = 0")
        let both = try await store.durabilityShortfalls()
        #expect(both.count == 2 && both.last?.contains("sync_binlog is 0") == true)
      }
    }

    @Test("Without a binary log nothing has to sync one")
    func withoutLog() async throws {
      try await withStore { store, database in
        #expect(try database.execute("SELECT @@sync_binlog, @@log_bin") == "0\t0\n")
        let none = try await store.durabilityShortfalls()
        #expect(none == [])
      }
    }

    @Test("What was acknowledged is there when the server was killed")
    func killed() async throws {
      let server = try MariaDBProcess(inMemory: false)
      try await withStore(on: server) { store, _ in
        let request = ClaimRequest.sample()
        _ = try await store.claim(request)
        _ = try await store.settle(request.settlement())
        try server.restart()
        let messages = try await store.messages(in: request.session, after: 0, limit: 9)
        #expect(messages.map(\.message.text) == ["How are you?", "Fine."])
      }
    }
  }
#endif
