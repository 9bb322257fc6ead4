#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import Synchronization
  import Testing
  import TestServers

  extension RedisServerTests {
    @Suite struct StreamClusterTests {
      /// Whether the slots have moved, and the writers may come to their end.
      private static let isMoved = Mutex(false)

      @Test func `a slot that moves while twenty streams are written costs no frame`() async throws {
        let cluster = try RedisCluster()
        try await TestClient.with(cluster.url) { client in
          let log = RedisStreamLog(client: client)
          var streams: [SampleStream] = []
          for number in 0..<20 { streams.append(try await SampleStream("s\(number)", in: log)) }
          let lengths = try await withThrowingTaskGroup(of: (StreamID, Int).self) { group in
            for stream in streams {
              group.addTask {
                var length = 0
                while !Self.isMoved.withLock({ $0 }) || length < 20 {
                  try await stream.append(length, "\(length)")
                  length += 1
                }
                try await stream.append(length, "\(length)", ends: true)
                return (stream.id, length + 1)
              }
            }
            // Whatever happens, the writers come to their end.
            defer { Self.isMoved.withLock { $0 = true } }
            for slot in Set(streams.map(\.slot)).sorted().prefix(3) {
              let source = try cluster.owner(of: slot)
              let target = try #require(cluster.servers.first { $0 !== source })
              try cluster.move(slot, from: source, to: target)
            }
            Self.isMoved.withLock { $0 = true }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
          }
          for stream in streams {
            let texts = try await stream.texts
            #expect(texts == (0..<(lengths[stream.id] ?? 0)).map(String.init), "\(stream.id)")
          }
        }
      }

      @Test func `while a slot is half moved, writes wait, and what is there already is asked for there`()
        async throws
      {
        let cluster = try RedisCluster()
        try await TestClient.with(cluster.url) { client in
          let log = RedisStreamLog(client: client)
          let stream = try await SampleStream("a", in: log)
          try await stream.append(0, "x")
          let source = try cluster.owner(of: stream.slot)
          let target = try #require(cluster.servers.first { $0 !== source })
          try cluster.beginMoving(stream.slot, from: source, to: target)
          // Some keys are here and some are there: TRYAGAIN.
          try cluster.moveKeys(of: stream.slot, from: source, to: target, limit: 1)
          async let written: Void = stream.append(1, "y")
          try cluster.moveKeys(of: stream.slot, from: source, to: target)
          // All keys are there, and the map still says here: ASK.
          try await written
          let record = try await log.record(of: stream.id)
          #expect(record?.length == 2)
          try cluster.endMoving(stream.slot, from: source, to: target)
          // The map is old: MOVED.
          try await stream.append(2, "z", ends: true)
          let texts = try await stream.texts
          #expect(texts == ["x", "y", "z"])
        }
      }

      @Test func `a slot that nobody serves is unavailable`() async throws {
        let cluster = try RedisCluster(options: ["--cluster-require-full-coverage", "no"])
        try await TestClient.with(cluster.url) { client in
          let log = RedisStreamLog(client: client)
          let stream = try await SampleStream("a", in: log)
          for server in cluster.servers { try server.send("CLUSTER", "DELSLOTS", "\(stream.slot)") }
          let error = await #expect(throws: StoreError.self) { try await stream.append(0, "x") }
          #expect(error?.code == .unavailable)
        }
      }

      @Test func `health is that of every server that has streams`() async throws {
        let cluster = try RedisCluster(options: ["--cluster-require-full-coverage", "no"])
        try await TestClient.with(cluster.url) { client in
          let log = RedisStreamLog(client: client)
          try await log.checkHealth()
          cluster.servers[2].kill9()
          let error = await #expect(throws: StoreError.self) { try await log.checkHealth() }
          #expect(error?.code == .unavailable)
        }
      }
    }
  }
#endif
