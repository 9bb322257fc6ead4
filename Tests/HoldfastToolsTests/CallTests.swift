import HoldfastModel
import HoldfastTools
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A call is posted` {
  @Test func `with who asks for what, and a key that names it`() async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      _ = try await tool.execute(.sample)
      try await tool.compensate(.sample)
      _ = try await tool.status(of: .sample)
      #expect(server.requests.map(\.target) == ["/book?v=1", "/undo", "/status"])
      for request in server.requests {
        #expect(request.method == "POST")
        #expect(request["host"] == "127.0.0.1:\(server.port)")
        #expect(request["content-type"] == "application/json")
        #expect(request["idempotency-key"] == "01stream/call_1")
        #expect(request["signature"] == nil)
        let body = try JSONParser.parse(request.body)
        #expect(
          body == [
            "call": "call_1", "tool": "book", "input": ["city": "Bonn", "nights": 2], "session": "s-1",
            "principal": "user:ann",
          ])
      }
    }
  }

  @Test func `with a key that cannot break out of its field`() async throws {
    try await withToolServer { _ in
      .answer(200, "{}")
    } body: { server in
      var call = ToolCall.sample
      call.key = "01stream/a\r\nx: y%é"
      _ = try await HTTPTool(.local(server.port)).execute(call)
      #expect(server.requests.first?["idempotency-key"] == "01stream/a%0D%0Ax:%20y%25%C3%A9")
    }
  }

  @Test func `and when its answer is lost, the tool can tell what became of it`() async throws {
    try await withToolServer { request in
      request.target == "/status" ? .answer(200, #"{"status":"executed","output":{"room":7}}"#) : .close
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      #expect(await fault { try await tool.execute(.sample) }?.kind == .unknown)
      #expect(try await tool.status(of: .sample) == .executed(["room": 7]))
      let keys = Set(server.requests.map { $0["idempotency-key"] })
      #expect(server.requests.count == 2 && keys == ["01stream/call_1"])
    }
  }

  private static let statuses: [(act: ToolServer.Act, status: ToolStatus)] = [
    (.answer(200, #"{"status":"executed"}"#), .executed(.null)),
    (.answer(200, #"{"status":"not_executed"}"#), .notExecuted),
    (.answer(200, #"{"status":"unknown","output":1}"#), .unknown),
    (.answer(200, #"{"status":"done"}"#), .unknown),
    (.answer(200, "executed", type: "text/plain"), .unknown),
    (.answer(200, ""), .unknown), (.answer(404, ""), .unknown), (.answer(500, ""), .unknown),
    (.close, .unknown),
  ]

  @Test(arguments: statuses)
  func `and its status is one of three`(act: ToolServer.Act, status: ToolStatus) async throws {
    try await withToolServer { _ in
      act
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      #expect(try await tool.status(of: .sample) == status)
    }
  }

  @Test func `and a tool without an address for it does not know`() async throws {
    try await withToolServer { _ in
      .answer(500, "")
    } body: { server in
      var configuration = HTTPToolConfiguration.local(server.port)
      configuration.statusURL = nil
      let tool = try HTTPTool(configuration)
      #expect(try await tool.status(of: .sample) == .unknown)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func `and its undoing fails as it does`() async throws {
    try await withToolServer { _ in
      .answer(500, "")
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      #expect(await fault { try await tool.compensate(.sample) }?.kind == .unknown)
    }
  }
}

@Suite(.timeLimit(.minutes(2))) struct `A call has an end` {
  @Test func `when the tool hangs, after its deadline, and it is unknown`() async throws {
    let clock = HeldClock()
    try await withToolServer { _ in
      clock.wake()
      return .hang
    } body: { server in
      var surroundings = Surroundings()
      surroundings.clock = clock
      let tool = try HTTPTool(.local(server.port), in: surroundings)
      let words = "The tool did not answer in time."
      #expect(await fault { try await tool.execute(.sample) } == ToolError(.unknown, words))
    }
  }

  @Test func `when the answer stops in the middle`() async throws {
    let clock = HeldClock()
    try await withToolServer { _ in
      clock.wake()
      return .send("HTTP/1.1 200 X\r\ncontent-length: 50\r\n\r\n{")
    } body: { server in
      var surroundings = Surroundings()
      surroundings.clock = clock
      let tool = try HTTPTool(.local(server.port), in: surroundings)
      #expect(await fault { try await tool.execute(.sample) }?.kind == .unknown)
    }
  }

  @Test func `when no name is found in time, and nothing was done`() async throws {
    let clock = HeldClock()
    var surroundings = Surroundings.resolving(with: try FixedResolver(nil) { clock.wake() })
    surroundings.clock = clock
    let tool = try HTTPTool(.local(1, host: "tool.test"), in: surroundings)
    let words = "The tool could not be reached in time."
    #expect(await fault { try await tool.execute(.sample) } == ToolError(.failed, words))
  }

  @Test func `when the caller gives up`() async throws {
    let (started, starting) = AsyncStream<Void>.makeStream()
    try await withToolServer { _ in
      starting.yield()
      return .hang
    } body: { server in
      let tool = try HTTPTool(.local(server.port))
      let outcome = await withTaskGroup(of: (any Error)?.self) { group in
        group.addTask {
          do { _ = try await tool.execute(.sample) } catch { return error }
          return nil
        }
        for await _ in started { break }
        group.cancelAll()
        return await group.next() ?? nil
      }
      #expect(outcome is CancellationError)
    }
  }

  @Test func `when nobody listens, and nothing was done`() async throws {
    let server = try await ToolServer { _ in .hang }
    await server.close()
    let tool = try HTTPTool(.local(server.port))
    let words = "The tool could not be reached."
    #expect(await fault { try await tool.execute(.sample) } == ToolError(.failed, words))
  }

  @Test func `when there is no such host, and nothing was done`() async throws {
    let tool = try HTTPTool(.local(1, host: "tool.test"), in: .resolving(with: NoResolver()))
    let words = "The tool could not be reached."
    #expect(await fault { try await tool.execute(.sample) } == ToolError(.failed, words))
  }
}
