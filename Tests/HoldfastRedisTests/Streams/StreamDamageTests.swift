#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import Testing
  import TestServers

  extension RedisServerTests {
    /// What somebody else did to the keys is told, never returned.
    @Suite struct StreamDamageTests {
      private static func code(_ body: () async throws -> Void) async -> StoreError.Code? {
        do {
          try await body()
          return nil
        } catch {
          return (error as? StoreError)?.code
        }
      }

      @Test(arguments: ["XDEL 1-0", "XDEL 2-0", "XDEL 3-0", "DEL"])
      func `frames that are missing are damage`(damage: String) async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let log = RedisStreamLog(client: client)
          let stream = try await SampleStream("a", in: log)
          for position in 0..<3 { try await stream.append(position, "x") }
          let words = damage.split(separator: " ").map(String.init)
          try RedisCLI.send([words[0], stream.framesKey] + words.dropFirst(), port: server.port)
          let code = await Self.code { _ = try await stream.texts }
          #expect(code == .damaged)
        }
      }

      @Test func `a record that is no hash, or holds no number, is damage`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let log = RedisStreamLog(client: client)
          let stream = try await SampleStream("a", in: log)
          try server.send("HSET", stream.recordKey, "epoch", "x")
          let number = await Self.code { _ = try await log.record(of: stream.id) }
          #expect(number == .damaged)
          try server.send("DEL", stream.recordKey)
          try server.send("SET", stream.recordKey, "x")
          let hash = await Self.code { _ = try await log.record(of: stream.id) }
          #expect(hash == .damaged)
        }
      }

      @Test func `frames that the record does not know of are not written over`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let log = RedisStreamLog(client: client)
          let stream = try await SampleStream("a", in: log)
          try server.send("XADD", stream.framesKey, "5-0", "n", "1", "f", "x")
          let code = await Self.code { try await stream.append(0, "x") }
          #expect(code == .damaged)
          let length = try await log.record(of: stream.id)?.length
          #expect(length == 0)
        }
      }
    }
  }
#endif
