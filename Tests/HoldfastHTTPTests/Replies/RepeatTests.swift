import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(2)))
struct `Repeating a request` {
  @Test(arguments: StoreKind.allCases)
  func `P4 one turn, one reply, when it is sent 20 times at once`(kind: StoreKind) async throws {
    let count = 20
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.text("Once"), .hold, .texts(50, " and {n}"), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        // The reply goes on when all are there, so that each of them meets a running one.
        let arrivals = Arrivals(count) { provider.resume() }
        let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
          for _ in 0..<count {
            group.addTask {
              var reply = try await visitor.begin("Hi")
              arrivals.arrive()
              return try await reply.readToEnd()
            }
          }
          var answers: [Answer] = []
          for try await answer in group { answers.append(answer) }
          return answers
        }
        #expect(answers.count == count)
        #expect(answers.allSatisfy { $0.status == 200 })
        #expect(Set(answers.map(\.lines)).count == 1)
        #expect(try answers[0].types.last == "finish")
        #expect(answers.filter { $0.head["idempotent-replayed"] == "true" }.count == count - 1)
        #expect(answers.filter { $0.head["idempotent-replayed"] == nil }.count == 1)
        #expect(Set(answers.map { $0.head["x-message-id"] }).count == 1)
        #expect(Set(answers.map { $0.head["x-request-id"] }).count == count)

        // And again, when it is long over.
        let again = try await visitor.ask("Hi")
        #expect(again.lines == answers[0].lines)
        #expect(again.head["idempotent-replayed"] == "true")
        #expect(provider.callCount == 1)
        #expect(try await visitor.messages().map { $0["role"] } == ["user", "assistant"])
        #expect(stores.effects.filter { $0.hasPrefix("claim") || $0.hasPrefix("create") }.count == 2)
      }
    }
  }

  @Test func `while it runs: from its beginning, or after the cursor`() async throws {
    let provider = TestProvider([.texts(5, "{n} "), .hold, .texts(5, "{n} "), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var first = try await visitor.begin()
      let cursor = try #require(try await first.read(until: "2 ").id)
      try await provider.held()
      var second = try await visitor.begin()
      var third = try await visitor.begin("Hello", ("last-event-id", cursor))
      provider.resume()
      let answers = [
        try await first.readToEnd(), try await second.readToEnd(), try await third.readToEnd(),
      ]
      #expect(answers[1].lines == answers[0].lines)
      #expect(answers[2].frames == Array(answers[0].frames.drop { $0.id != cursor }.dropFirst()))
      #expect(answers.map { $0.head["idempotent-replayed"] } == [nil, "true", "true"])
      #expect(answers.map { $0.head["x-holdfast-sdk"] } == [nil, nil, nil])
      #expect(provider.callCount == 1)
    }
  }

  /// The states whose stream is the answer for ever.
  @Test(arguments: [TerminalState.finished, .stopped, .superseded], StoreKind.allCases)
  func `P1 after its end: byte for byte, on another process too`(
    state: TerminalState, kind: StoreKind
  ) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.texts(20, "{n} "), .hold, .stop], [.text("Next"), .stop])
      let (seen, fields) = try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        var reply = try await visitor.begin()
        _ = try await reply.read(until: "19 ")
        switch state {
        case .stopped: #expect(try await visitor.stop().status == 200)
        case .superseded: #expect(try await visitor.ask("Next", message: "m2").status == 200)
        default: provider.resume()
        }
        let seen = try await reply.readToEnd()
        #expect(seen.text.hasSuffix("data: [DONE]\n\n"))
        let again = try await visitor.ask()
        #expect(again.lines == seen.lines)
        #expect(again.head["idempotent-replayed"] == "true")
        let cursor = try #require(seen.frames[3].id)
        #expect(
          try await visitor.ask("Hello", ("last-event-id", cursor)).frames == Array(seen.frames.dropFirst(4)))
        return (seen, visitor.fields)
      }
      let calls = provider.callCount
      #expect(calls == (state == .superseded ? 2 : 1))
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = Visitor(server: server, fields: fields)
        #expect(try await visitor.ask().lines == seen.lines)
        let stream = try #require(seen.head["x-stream-id"])
        #expect(try await visitor.get("/api/streams/\(stream)").json["state"]?.stringValue == state.rawValue)
      }
      #expect(provider.callCount == calls)
    }
  }

  @Test func `other content under the same id`() async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      _ = try await visitor.ask("Hello")
      let answer = try await visitor.ask("Hello!")
      try ErrorShape.check(answer, status: 409, code: "MESSAGE_ID_CONFLICT")
      let suggested = try #require(try answer.json["metadata"]?["suggestedId"]?.stringValue)
      #expect(try await visitor.ask("Hello!", message: suggested).status == 200)
      #expect(provider.callCount == 2)
    }
  }

  /// Metadata is no part of what was said, and neither is the order of members.
  @Test func `the same content in another form`() async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Hello")
      let body =
        #"{"message":{"metadata":{"at":1},"parts":[{"text":"H\u0065llo","type":"text"}],"role":"user","id":"m1"},"id":"s1"}"#
      let second = try await visitor.send("POST", "/api/chat", .json(body))
      #expect(second.lines == first.lines)
      #expect(provider.callCount == 1)
    }
  }

  @Test func `a stream that was trimmed is gone, and says where its message is`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let cursor = try #require(try await visitor.ask().frames.first?.id)
      try await server.untilQuiet()
      #expect(
        try await server.stores.log.trim(endedBefore: TestServer.now() + .seconds(9), limit: 9).count == 1)
      for answer in [
        try await visitor.ask(), try await visitor.ask("Hello", ("last-event-id", cursor)),
        try await visitor.resume("s1", ("last-event-id", cursor)),
      ] {
        try ErrorShape.check(answer, status: 410, code: "STREAM_GONE")
        let address = try #require(try answer.json["metadata"]?["address"]?.stringValue)
        #expect(try await visitor.get(address).json["messages"]?.arrayValue?.count == 2)
      }
    }
  }
}
