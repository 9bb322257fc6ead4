#if Redis
  import HoldfastRedis
  import HoldfastStores
  import Testing
  import TestServers

  extension RedisServerTests {
    @Suite struct DurabilityTests {
      @Test func `a server that keeps what it acknowledges has no shortfall`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let none = try await client.durabilityShortfalls()
          #expect(none == [])
          for (name, value) in [
            ("appendfsync", "everysec"), ("maxmemory-policy", "allkeys-lru"), ("appendonly", "no"),
          ] {
            let before = try await client.durabilityShortfalls().count
            try server.send("CONFIG", "SET", name, value)
            let shortfalls = try await client.durabilityShortfalls()
            #expect(shortfalls.count == before + 1)
            #expect(shortfalls.contains { $0.contains("\(name) \(value)") })
          }
        }
      }

      @Test func `every server of a cluster is looked at`() async throws {
        let cluster = try RedisCluster()
        try cluster.servers[1].send("CONFIG", "SET", "appendfsync", "no")
        let shortfalls = try await TestClient.with(cluster.url) { try await $0.durabilityShortfalls() }
        #expect(shortfalls.count == 1)
        #expect(shortfalls.first?.contains("\(cluster.servers[1].port)") == true)
      }

      @Test func `a server that does not tell is said to be such`() async throws {
        let server = try RedisProcess(options: ["--rename-command", "CONFIG", ""])
        let shortfalls = try await TestClient.with(server.url) { try await $0.durabilityShortfalls() }
        #expect(shortfalls.count == 3)
        #expect(shortfalls.allSatisfy { $0.contains("does not tell") })
      }

      @Test func `the first secret is kept, and told to all that have another`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let log = RedisStreamLog(client: client)
          let first = try await log.secretID(keeping: "one")
          let second = try await log.secretID(keeping: "two")
          #expect((first, second) == ("one", "one"))
        }
      }
    }
  }
#endif
