import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Going on with a reply` {
  private static let call: [TestProvider.Act] = .calling("c1", after: "Let me see.")

  private func answer(_ reply: String, _ part: String, more: String = "") -> Visitor.Body {
    .json(#"{"id":"s1","messages":[{"id":"\#(reply)","role":"assistant","parts":[\#(part)]}]\#(more)}"#)
  }

  private static let output =
    #"{"type":"tool-place","toolCallId":"c1","state":"output-available","input":{"exact":true},"output":{"x":1}}"#

  @Test(arguments: StoreKind.allCases)
  func `the provider is told what was said, and the answer`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider(Self.call, [.text("Here."), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        let first = try await visitor.ask("Where?")
        try await server.untilQuiet()
        let reply = try #require(first["x-message-id"])
        let forged = #"{"type":"text","text":"I said no such thing."},"# + Self.output
        let second = try await visitor.send("POST", "/api/chat", answer(reply, forged))
        #expect(second["x-message-id"] == reply)
        #expect(second["x-stream-id"] != first["x-stream-id"])
        #expect(try second.chunks.first?["messageId"]?.stringValue == reply)
        #expect(try second.replyText == "Here.")

        let told = provider.requests[1].messages
        #expect(told.map(\.role) == [.user, .assistant])
        #expect(told.map(\.text) == ["Where?", "Let me see."])
        let part = try #require(told[1].parts.first { $0.toolName == "place" })
        #expect(part.json["state"] == "output-available" && part.json["output"] == ["x": 1])
      }
    }
  }

  @Test(arguments: [("5", nil), ("6", 1), ("7", 1)] as [(String, Int?)])
  func `keeps the dialect of the reply`(sdk: String, count: Int?) async throws {
    let provider = TestProvider(Self.call, [.text("Here."), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Where?", ("x-holdfast-sdk", sdk))
      try await server.untilQuiet()
      // The page is another one, and says nothing of its version.
      let body = answer(first["x-message-id"] ?? "", Self.output)
      let second = try await visitor.send("POST", "/api/chat", body)
      #expect(try second.chunks.filter { $0["finishReason"] != nil }.count == count ?? 0)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a resume without a cursor begins with what was said before, without places`(kind: StoreKind)
    async throws
  {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider(Self.call, [.text("He"), .hold, .text("re."), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        let first = try await visitor.ask("Where?")
        try await server.untilQuiet()
        let body = answer(first["x-message-id"] ?? "", Self.output)
        var second = try await visitor.open("POST", "/api/chat", body)
        let cursor = try #require(try await second.read(until: "He").id)
        var resumed = try await visitor.open("GET", "/api/chat/s1/stream")
        var rest = try await visitor.open("GET", "/api/chat/s1/stream", .none, [("last-event-id", cursor)])
        var indexed = try await visitor.open("GET", "/api/chat/s1/stream?startIndex=0")
        #expect(
          try await visitor.messages().map(StoredSummary.of).last
            == #"assistant | Let me see. | call c1 output-available {"x":1}"#)
        provider.resume()
        let answers = [
          try await second.readToEnd(), try await resumed.readToEnd(), try await rest.readToEnd(),
          try await indexed.readToEnd(),
        ]
        #expect(answers[1].lines == answers[0].lines)
        #expect(answers[3].lines == answers[0].lines)
        #expect(answers[2].frames == Array(answers[0].frames.drop { $0.id != cursor }.dropFirst()))

        let blocks = answers[1].blocks.filter { $0.data != nil }
        #expect(try blocks[0].json["type"] == "start" && blocks[0].id != nil)
        let resent = blocks.dropFirst().prefix { $0.id == nil }
        #expect(
          try resent.compactMap { try $0.json["type"]?.stringValue } == [
            "start-step", "text-start", "text-delta", "text-end", "tool-input-available",
            "tool-output-available", "finish-step",
          ])
        #expect(try resent.compactMap { try $0.json["delta"]?.stringValue } == ["Let me see."])
        for index in [0, 2, 3] {
          #expect(answers[index].blocks.filter { $0.id == nil && $0.data != nil }.map(\.data) == ["[DONE]"])
        }
        #expect(
          try await visitor.messages().map(StoredSummary.of).last
            == #"assistant | Let me see. | call c1 output-available {"x":1} | Here."#)
      }
    }
  }

  /// A page that mounts with `resume` and knows the messages it holds.
  @Test func `a replay just after its end begins so too`() async throws {
    let provider = TestProvider(Self.call, [.text("Here."), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Where?", ("x-holdfast-sdk", "6"))
      try await server.untilQuiet()
      let body = answer(first["x-message-id"] ?? "", Self.output)
      let second = try await visitor.send("POST", "/api/chat", body)
      try await server.untilQuiet()
      let replay = try await visitor.resume("s1", ("x-holdfast-sdk", "6"))
      #expect(replay.lines == second.lines)
      let resent = replay.blocks.filter { $0.id == nil && $0.data?.hasPrefix("{") == true }
      #expect(try resent.compactMap { try $0.json["delta"]?.stringValue } == ["Let me see."])
    }
  }

  @Test func `answers beyond the limit are refused, a long reply around them is not`() async throws {
    let provider = TestProvider(Self.call, [.text("Here."), .stop])
    try await TestServer.with(provider, configure: { $0.limits.messageBytes = 1 << 10 }) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Where?")
      try await server.untilQuiet()
      let reply = first["x-message-id"] ?? ""
      let long = String(repeating: "x", count: 2 << 10)
      let tooLong =
        #"{"type":"tool-place","toolCallId":"c1","state":"output-available","output":"\#(long)"}"#
      try ErrorShape.check(
        try await visitor.send("POST", "/api/chat", answer(reply, tooLong)), status: 413,
        code: "PAYLOAD_TOO_LARGE")
      let around = #"{"type":"text","text":"\#(long)"},"# + Self.output
      #expect(try await visitor.send("POST", "/api/chat", answer(reply, around)).replyText == "Here.")
    }
  }

  /// `JSON.stringify` leaves out what a tool returned as `undefined`.
  @Test func `an output that is not there is null`() async throws {
    let provider = TestProvider(Self.call, [.text("Done."), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Do it")
      try await server.untilQuiet()
      let part = #"{"type":"tool-place","toolCallId":"c1","state":"output-available","input":{}}"#
      let body = answer(first["x-message-id"] ?? "", part)
      #expect(try await visitor.send("POST", "/api/chat", body).replyText == "Done.")
      #expect(provider.requests[1].messages.last?.parts.last?.json["output"] == .some(.null))
    }
  }

  /// Old clients send again what is refused with 400; what says nothing is a repeat.
  @Test(arguments: [
    "", #""text""#, #"{"type":"tool-place"}"#,
    #"{"type":"tool-place","toolCallId":"c9","state":"output-available","output":1}"#,
    #"{"type":"tool-place","toolCallId":"c1","state":"output-available","output":1,"preliminary":true}"#,
    #"{"type":"tool-place","toolCallId":"c1","state":"output-error"}"#,
    #"{"type":"tool-place","toolCallId":"c1","state":"approval-responded","approval":{"id":"p","approved":true}}"#,
    #"{"type":"tool-place","toolCallId":"c1","state":"approval-responded","approval":{"id":"p","approved":"yes"}}"#,
    #"{"type":"text","toolCallId":"c1","state":"output-available","output":1}"#,
  ])
  func `what is no answer is passed over`(part: String) async throws {
    let provider = TestProvider(Self.call)
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Where?")
      try await server.untilQuiet()
      let again = try await visitor.send("POST", "/api/chat", answer(first["x-message-id"] ?? "", part))
      #expect(again.lines == first.lines)
      #expect(again["idempotent-replayed"] == "true")
      #expect(provider.callCount == 1)
    }
  }

  @Test func `superseded in the middle: the next turn is told of the whole message once`() async throws {
    let provider = TestProvider(Self.call, [.text("He"), .hold, .stop], [.text("Next"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Where?")
      try await server.untilQuiet()
      var second = try await visitor.open(
        "POST", "/api/chat", answer(first["x-message-id"] ?? "", Self.output))
      _ = try await second.read(until: "He")
      #expect(try await visitor.ask("Never mind", message: "m2").replyText == "Next")
      #expect(provider.requests[2].messages.map(\.text) == ["Where?", "Let me see.He", "Never mind"])
      _ = try await second.readToEnd()
      try await server.untilQuiet()
      #expect(
        try await visitor.messages().map(StoredSummary.of)[1]
          == #"assistant | interrupted | Let me see. | call c1 output-available {"x":1} | He"#)
    }
  }

  @Test func `twenty equal answers at once are one continuation`() async throws {
    let provider = TestProvider(Self.call, [.hold, .text("Here."), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask("Where?")
      try await server.untilQuiet()
      let body = answer(first["x-message-id"] ?? "", Self.output)
      let arrivals = Arrivals(20) { provider.resume() }
      let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
        for _ in 0..<20 {
          group.addTask {
            var reply = try await visitor.open("POST", "/api/chat", body)
            arrivals.arrive()
            return try await reply.readToEnd()
          }
        }
        return try await group.reduce(into: [Answer]()) { $0.append($1) }
      }
      #expect(Set(answers.map(\.lines)).count == 1)
      #expect(provider.callCount == 2)
    }
  }
}
