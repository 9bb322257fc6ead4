#if Redis
  import HoldfastModel
  import HoldfastRedis
  import HoldfastStores
  import Testing
  import TestServers

  extension RedisServerTests {
    /// Two nodes with a client each: what one does the other hears of.
    @Suite struct StreamHintTests {
      @Test(arguments: [false, true]) func `every change of a stream is heard on another node`(
        inCluster: Bool
      ) async throws {
        let cluster = inCluster ? try RedisCluster() : nil
        let server = inCluster ? nil : try RedisProcess()
        let url = try #require(cluster?.url ?? server?.url)
        try await TestClient.with(url) { writer in
          try await TestClient.with(url) { reader in
            let stream = try await SampleStream("a", in: RedisStreamLog(client: writer))
            var changes = RedisStreamLog(client: reader).changes(of: stream.id).makeAsyncIterator()
            // The first tells that the subscription has begun.
            _ = await changes.next()
            for position in 0..<5 {
              try await stream.append(position, "x", ends: position == 4)
              let change: Void? = await changes.next()
              #expect(change != nil)
            }
          }
        }
      }

      @Test func `the owner hears on its own node of a request made on another`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { owner in
          try await TestClient.with(server.url) { other in
            let stream = try await SampleStream("a", in: RedisStreamLog(client: owner))
            let requests = RedisStreamLog(client: owner).endRequests(to: NodeID(rawValue: "node"))
            _ = try await eventually("the subscription") {
              try server.send("PUBSUB", "CHANNELS").isEmpty ? nil : true
            }
            _ = try await RedisStreamLog(client: other).requestEnd(stream.id, .stop)
            var iterator = requests.makeAsyncIterator()
            let heard = await iterator.next()
            #expect(heard == stream.id)
          }
        }
      }
    }
  }
#endif
