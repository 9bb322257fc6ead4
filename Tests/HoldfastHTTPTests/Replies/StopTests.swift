import HoldfastStores
import HoldfastModel
import Testing

/// What a stop may be aimed at, as the body of its request.
enum StopAim: String, Sendable, CaseIterable {
  case nothing, streamId, activeStreamId, messageId, userMessageId, assistantMessage, nulls

  func body(_ head: AnswerHead) -> String {
    let (stream, reply) = (head["x-stream-id"] ?? "", head["x-message-id"] ?? "")
    return switch self {
    case .nothing: "{}"
    case .streamId: #"{"streamId":"\#(stream)"}"#
    case .activeStreamId: #"{"activeStreamId":"\#(stream)","assistantMessage":{"id":"x","parts":[]}}"#
    case .messageId: #"{"messageId":"\#(reply)"}"#
    case .userMessageId: #"{"messageId":"m1"}"#
    case .assistantMessage:
      #"{"assistantMessage":{"id":"\#(reply)","role":"assistant","parts":[{"type":"text","text":"lies"}]}}"#
    case .nulls: #"{"streamId":null,"messageId":null,"activeStreamId":null,"assistantMessage":null}"#
    }
  }
}

@Suite(.timeLimit(.minutes(1)))
struct `Stopping a reply` {
  @Test(arguments: StopAim.allCases, ["/api/chat/s1/stop", "/api/v/default/s1/stop"])
  func `P7 by any of its names`(aim: StopAim, path: String) async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      let answer = try await visitor.send("POST", path, .json(aim.body(reply.head)))
      #expect(answer.status == 200)
      let expected: JSONValue = [
        "streamId": .string(reply.head["x-stream-id"] ?? ""), "state": "stopped",
      ]
      #expect(try answer.json == expected)
      let read = try await reply.readToEnd()
      #expect(try read.types.last == "abort")
      try await server.untilQuiet()
      #expect(try await visitor.messages()[1].messageText == "Half")

      // Repeated, and late.
      let again = try await visitor.send("POST", path, .json(StopAim.streamId.body(reply.head)))
      #expect(try again.json == expected)
      #expect(try await visitor.ask().lines == read.lines)
    }
  }

  /// The quickest of some, as the machine may be busy with other tests.
  @Test func `P7 within a second`() async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var quickest = Duration.seconds(60)
      for index in 0..<5 {
        var reply = try await visitor.begin(session: "s\(index)")
        try await provider.held()
        let started = ContinuousClock.now
        let answer = try await visitor.stop(session: "s\(index)")
        #expect(try answer.json["state"] == "stopped")
        _ = try await reply.readToEnd()
        quickest = min(quickest, ContinuousClock.now - started)
      }
      #expect(quickest < .seconds(1))
    }
  }

  @Test func `without a body`() async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      #expect(try await visitor.send("POST", "/api/chat/s1/stop").json["state"] == "stopped")
      _ = try await reply.readToEnd()
    }
  }

  @Test func `a reply that is over keeps its state`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let reply = try await visitor.ask()
      try await server.untilQuiet()
      let answer = try await visitor.stop(StopAim.messageId.body(reply.head))
      #expect(try answer.json == ["streamId": .string(reply.head["x-stream-id"] ?? ""), "state": "finished"])
      #expect(try await visitor.stop().json == ["streamId": .null, "state": .null])
      #expect(try await visitor.ask().lines == reply.lines)
    }
  }

  /// Until the first frame of a reply is there, the last that a client shows is the one before it.
  @Test func `that has just begun, while the client shows the one before`() async throws {
    let provider = TestProvider([.text("First"), .stop], [.hold, .text("Half"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let first = try await visitor.ask()
      try await server.untilQuiet()
      var reply = try await visitor.begin("And then?", message: "m2")
      try await provider.held()
      let answer = try await visitor.stop(StopAim.assistantMessage.body(first.head))
      let stream = reply.head["x-stream-id"] ?? ""
      #expect(try answer.json["streamId"]?.stringValue == stream)
      // Of what has said nothing nothing is stored.
      #expect(try await reply.readToEnd().types.contains("finish") == false)
      try await server.untilQuiet()
      // Too late, it is told how that reply ended.
      let late = try await visitor.stop(StopAim.assistantMessage.body(first.head))
      #expect(try [nil, "finished", "stopped"].contains(late.json["state"]?.stringValue))
      #expect(try await visitor.ask().lines == first.lines)
    }
  }

  @Test(arguments: StopAim.allCases) func `P11 nothing that is a stranger's`(aim: StopAim) async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let owner = server.visitor()
      var reply = try await owner.begin()
      try await provider.held()
      _ = try await reply.read(until: "Half")
      let before = server.stores.effects
      for visitor in [server.visitor(), server.nobody] {
        for session in ["s1", "none"] {
          let answer = try await visitor.stop(aim.body(reply.head), session: session)
          #expect(answer.status == 200)
          #expect(try answer.json == ["streamId": .null, "state": .null])
          #expect(answer.head["set-cookie"] == nil)
        }
      }
      #expect(server.stores.effects == before)
      provider.resume()
      let answer = try await reply.readToEnd()
      #expect(try answer.types.last == "finish")
    }
  }

  @Test func `a stream of another session of one's own is not stopped`() async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      _ = try await visitor.begin(session: "s2", message: "m2")
      try await provider.held()
      let answer = try await visitor.stop(StopAim.streamId.body(reply.head), session: "s2")
      #expect(try answer.json == ["streamId": .null, "state": .null])
      provider.resume()
      provider.resume()
      let read = try await reply.readToEnd()
      #expect(try read.types.last == "finish")
    }
  }

  @Test func `when it cannot be determined`() async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      server.stores.conversations.ledger.fail(.unavailable)
      try ErrorShape.check(try await visitor.stop(), status: 503)
      server.stores.conversations.ledger.fail(nil)
      server.stores.log.ledger.fail(.unavailable)
      try ErrorShape.check(try await visitor.stop(), status: 503)
      server.stores.log.ledger.fail(nil)
      #expect(try await visitor.stop().json["state"] == "stopped")
      _ = try await reply.readToEnd()
    }
  }
}
