#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import Testing
  import TestServers

  extension RedisServerTests {
    @Suite struct StreamRetentionTests {
      /// The times to live of a stream's keys in milliseconds; -1 for a key without one.
      private static func lives(_ stream: SampleStream, _ server: RedisProcess) throws -> [Int] {
        try [stream.recordKey, stream.framesKey].map { try #require(Int(server.send("PTTL", $0))) }
      }

      @Test(arguments: [[true, false], [false, true]])
      func `a stream lives for ever until it is ended and saved, whichever is first`(savedFirst: [Bool])
        async throws
      {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let log = RedisStreamLog(client: client)
          let stream = try await SampleStream("a", in: log)
          try await stream.append(0, "x")
          for (step, isMark) in savedFirst.enumerated() {
            let lives = try Self.lives(stream, server)
            #expect(lives == [-1, -1], "before step \(step)")
            if isMark {
              try await log.mark(stream.id, .saved)
            } else {
              try await stream.append(1, "y", ends: true)
            }
          }
          for life in try Self.lives(stream, server) {
            #expect(life > 23 * 3_600_000 && life <= 24 * 3_600_000)
          }
        }
      }

      @Test func `a stream that was refused lives until it is trimmed, or saved after all`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let log = RedisStreamLog(client: client)
          let stream = try await SampleStream("a", in: log)
          try await stream.append(0, "x", ends: true)
          try await log.mark(stream.id, .refused)
          let before = try Self.lives(stream, server)
          #expect(before == [-1, -1])
          try await log.mark(stream.id, .saved)
          let after = try Self.lives(stream, server)
          #expect(!after.contains(-1))
        }
      }

      @Test func `what has lived out its time is gone whole, and leaves the lists`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let log = RedisStreamLog(client: client, retention: .milliseconds(50))
          let stream = try await SampleStream("a", in: log)
          try await stream.append(0, "x", ends: true)
          try await log.mark(stream.id, .saved)
          _ = try await eventually("the end of its life") {
            try await log.record(of: stream.id) == nil ? true : nil
          }
          let frames = try server.send("EXISTS", stream.framesKey)
          #expect(frames == "0")
          let removed = try await log.trim(endedBefore: Timestamp(milliseconds: 1 << 50), limit: 10)
          #expect(removed == [])
          let left = try server.send("KEYS", "*")
          #expect(left.isEmpty)
        }
      }
    }
  }
#endif
