#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import Testing
  import TestServers

  extension RedisServerTests {
    /// What has happened although nobody was told is found out by the repeat, and told as the first try would have.
    @Suite struct StreamLostReplyTests {
      /// Lends a log behind a relay, and a stream in it; the server knows all scripts.
      private static func withStream(
        _ body: (SampleStream, RedisStreamLog, ReplyCutter) async throws -> Void
      ) async throws {
        let server = try RedisProcess()
        let cutter = try await ReplyCutter.start(before: server.port)
        defer { cutter.stop() }
        try await TestClient.with(cutter.url) { client in
          let log = RedisStreamLog(client: client)
          let warm = try await SampleStream("warm", in: log)
          _ = try await log.requestEnd(warm.id, .stop)
          _ = try await log.takeOver(
            warm.id, run: RunID(rawValue: "r"), owner: NodeID(rawValue: "n"), lease: .zero, force: false)
          for result in await log.append([warm.write(0, "x")]) { _ = result }
          try await body(try await SampleStream("a", in: log), log, cutter)
          #expect(!cutter.isWaiting, "no reply was lost")
        }
      }

      @Test func `a stream that was made is ours`() async throws {
        try await Self.withStream { stream, log, cutter in
          let header = try #require(try await log.record(of: stream.id)?.header)
          var other = header
          other.stream = StreamID(rawValue: "b")
          cutter.cutNextReply()
          let creation = try await log.create(
            other, run: RunID(rawValue: "r"), owner: NodeID(rawValue: "n"), lease: .seconds(10))
          guard case .created = creation else {
            Issue.record("\(creation)")
            return
          }
        }
      }

      @Test(arguments: [false, true]) func `a stream that was taken over is taken once, and ours`(
        force: Bool
      ) async throws {
        try await Self.withStream { stream, log, cutter in
          try await log.release(stream.id, epoch: 1)
          cutter.cutNextReply()
          let result = try await log.takeOver(
            stream.id, run: RunID(rawValue: "r"), owner: NodeID(rawValue: "n"), lease: .seconds(10),
            force: force)
          guard case .taken(let record) = result else {
            Issue.record("\(result)")
            return
          }
          #expect(record.epoch == 2)
        }
      }

      @Test func `a write is there once`() async throws {
        try await Self.withStream { stream, _, cutter in
          try await stream.append(0, "x")
          cutter.cutNextReply()
          try await stream.append(1, "y", ends: true)
          let texts = try await stream.texts
          #expect(texts == ["x", "y"])
        }
      }
    }
  }
#endif
