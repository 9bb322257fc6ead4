#if Redis
  import HoldfastRedis
  import Testing
  import TestServers

  extension RedisServerTests {
    @Suite struct RedisSubscriptionTests {
      @Test func `what is published is heard by every listener of the channel, and by no other`() async throws
      {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          let streams = (0..<3).map { client.subscribe(to: $0 < 2 ? "a" : "b", keepingNewest: 8) { $0 } }
          var iterators = streams.map { $0.makeAsyncIterator() }
          for index in iterators.indices {
            let first = await iterators[index].next()
            #expect(first == .subscribed)
          }
          try server.send("PUBLISH", "a", "1")
          try server.send("PUBLISH", "b", "2")
          for (index, text) in ["1", "1", "2"].enumerated() {
            var message = await iterators[index].next()
            // The second listener of a channel may be told again that the subscription began.
            while message == .subscribed { message = await iterators[index].next() }
            #expect(message == .published(Array(text.utf8)))
          }
        }
      }

      @Test func `after the server is killed and restarted the subscription is made anew, and says so`()
        async throws
      {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          var messages = client.subscribe(to: "a", keepingNewest: 8) { $0 }.makeAsyncIterator()
          let first = await messages.next()
          #expect(first == .subscribed)
          server.kill9()
          try server.start()
          let second = await messages.next()
          #expect(second == .subscribed)
          try server.send("PUBLISH", "a", "again")
          let third = await messages.next()
          #expect(third == .published(Array("again".utf8)))
        }
      }

      @Test func `a server that hangs is given up and found again`() async throws {
        let server = try RedisProcess()
        let change: (inout RedisLimits) -> Void = { limits in
          limits.subscriptionCheck = .milliseconds(100)
          limits.connectTimeout = .milliseconds(200)
        }
        try await TestClient.with(server.url, change: change) { client in
          var messages = client.subscribe(to: "a", keepingNewest: 8) { $0 }.makeAsyncIterator()
          let first = await messages.next()
          #expect(first == .subscribed)
          server.pause()
          try await Task.sleep(for: .milliseconds(500))
          server.resume()
          let second = await messages.next()
          #expect(second == .subscribed)
        }
      }

      @Test func `a channel that nobody listens to any more is given up`() async throws {
        let server = try RedisProcess()
        try await TestClient.with(server.url) { client in
          do {
            var messages = client.subscribe(to: "a", keepingNewest: 8) { $0 }.makeAsyncIterator()
            let first = await messages.next()
            #expect(first == .subscribed)
            let channels = try server.send("PUBSUB", "CHANNELS")
            #expect(channels == "a")
          }
          _ = try await eventually("no channel") {
            try server.send("PUBSUB", "CHANNELS").isEmpty ? true : nil
          }
        }
      }

      @Test func `shutting down ends the sequences`() async throws {
        let server = try RedisProcess()
        let messages = try await TestClient.with(server.url) { client in
          let messages = client.subscribe(to: "a", keepingNewest: 8) { $0 }
          var iterator = messages.makeAsyncIterator()
          _ = await iterator.next()
          return messages
        }
        for await _ in messages {}
      }
    }
  }
#endif
