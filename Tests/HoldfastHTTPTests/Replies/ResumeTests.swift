import HoldfastStores
import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Resuming a reply` {
  @Test(arguments: StoreKind.allCases)
  func `P2 the active stream: from the first frame, or after the cursor`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.texts(30, "{n} "), .hold, .texts(30, "{n} "), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        var first = try await visitor.begin()
        _ = try await first.read(until: "29 ")
        var replies: [OpenReply] = [try await visitor.open("GET", "/api/chat/s1/stream")]
        let cursors = first.answer.frames.compactMap(\.id)
        for cursor in cursors {
          replies.append(
            try await visitor.open("GET", "/api/chat/s1/stream", .none, [("last-event-id", cursor)]))
        }
        provider.resume()
        let whole = try await first.readToEnd()
        for index in replies.indices {
          let answer = try await replies[index].readToEnd()
          #expect(answer.frames == Array(whole.frames.dropFirst(index)))
          #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
          #expect(answer.blocks.compactMap(\.retry).count == 1)
          #expect(answer.head["idempotent-replayed"] == nil)
          for name in ["content-type", "cache-control", "x-vercel-ai-ui-message-stream", "x-accel-buffering"]
          {
            #expect(answer.head[name] == whole.head[name])
          }
          for name in ["x-stream-id", "x-message-id", "x-session-id", "x-workflow-run-id"] {
            #expect(answer.head[name] == whole.head[name])
          }
        }
        #expect(provider.callCount == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `P1 P2 after the end, every cursor of every stream of the session`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      try await TestServer.with(TestProvider([.texts(9, "{n} "), .stop]), stores: stores) { server in
        let visitor = server.visitor()
        let answers = [try await visitor.ask(message: "m1"), try await visitor.ask(message: "m2")]
        for answer in answers {
          for (index, frame) in answer.frames.enumerated() {
            let rest = try await visitor.resume("s1", ("last-event-id", frame.id ?? ""))
            #expect(rest.frames == Array(answer.frames.dropFirst(index + 1)))
            #expect(rest.text.hasSuffix("data: [DONE]\n\n"))
          }
        }
      }
    }
  }

  /// Stock clients resume on mount and would show a second copy of a reply that is over.
  @Test func `nothing active and no cursor`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let answer = try await visitor.ask()
      try await server.untilQuiet()
      for fields in [[], [("last-event-id", "")], [("x-holdfast-sdk", "5")]] {
        let resumed = try await visitor.send("GET", "/api/chat/s1/stream", .none, fields)
        #expect(resumed.status == 204)
        #expect(resumed.body.isEmpty)
      }
      for version in ["6", "7"] {
        let resumed = try await visitor.resume("s1", ("x-holdfast-sdk", version))
        #expect(resumed.status == 200)
        #expect(resumed.lines == answer.lines)
      }
    }
  }

  @Test func `a reply that ended long ago is not replayed, one that is not saved is`() async throws {
    let provider = TestProvider([.text("Old"), .stop], [.text("Unsaved"), .hold, .stop])
    try await TestServer.with(
      provider,
      configure: { configuration in
        configuration.engine.replayAfterEnd = .zero
        configuration.engine.settleBudget = .zero
      }
    ) { server in
      let visitor = server.visitor().with(("x-holdfast-sdk", "7"))
      _ = try await visitor.ask(message: "m1")
      try await server.untilQuiet()
      #expect(try await visitor.resume().status == 204)

      var reply = try await visitor.begin(message: "m2")
      try await provider.held()
      server.stores.conversations.ledger.fail(.unavailable, reads: false)
      provider.resume()
      let answer = try await reply.readToEnd()
      try await server.untilQuiet()
      #expect(try await visitor.resume().lines == answer.lines)
    }
  }

  /// A page that mounts before its first message must stay ready, and learns nothing of others.
  @Test func `P11 a session that is missing looks like a stranger's`() async throws {
    let provider = TestProvider([.text("Mine"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let owner = server.visitor()
      var reply = try await owner.begin()
      try await provider.held()
      let cursor = try #require(try await reply.read(until: "Mine").id)
      for visitor in [server.visitor(), server.nobody] {
        for session in ["s1", "none"] {
          for fields in [[], [("last-event-id", cursor)], [("x-holdfast-sdk", "7")]] {
            let answer = try await visitor.send("GET", "/api/chat/\(session)/stream", .none, fields)
            #expect(answer.status == 204)
            #expect(answer.body.isEmpty)
            #expect(answer.head["set-cookie"] == nil)
          }
        }
      }
      provider.resume()
      _ = try await reply.readToEnd()
    }
  }

  @Test func `when the log is away`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let cursor = try #require(try await visitor.ask().frames.first?.id)
      try await server.untilQuiet()
      server.stores.log.ledger.fail(.unavailable)
      for fields in [[("last-event-id", cursor)], [("x-holdfast-sdk", "7")]] {
        let answer = try await visitor.send("GET", "/api/chat/s1/stream", .none, fields)
        try ErrorShape.check(answer, status: 503, code: "RESUME_UNAVAILABLE")
        #expect(try answer.json["category"] == "resume")
      }
      try ErrorShape.check(try await visitor.ask(), status: 503)
      try ErrorShape.check(try await visitor.get("/api/chat/s1/stream?startIndex=0"), status: 503)
      server.stores.log.ledger.fail(nil)
      server.stores.conversations.ledger.fail(.unavailable)
      try ErrorShape.check(try await visitor.resume(), status: 503, code: "RESUME_UNAVAILABLE")
    }
  }

  /// What a client could take for a clean end would be taken for a success.
  @Test func `a reader whose log goes away is cut without the end`() async throws {
    let provider = TestProvider([.texts(3000, "{n} " + String(repeating: "x", count: 8 << 10)), .stop])
    try await TestServer.with(provider, configure: { $0.limits.readBatchBytes = 16 << 10 }) { server in
      let visitor = server.visitor()
      let whole = try await visitor.ask()
      try await server.untilQuiet()
      let socket = try RawClient(port: server.port, receiveBuffer: 4096)
      defer { socket.close() }
      let fields = visitor.with(("last-event-id", whole.frames[0].id ?? ""))
      socket.send(fields.rawRequest("GET", "/api/chat/s1/stream"))
      let head = await socket.read(atLeast: 2000)
      server.stores.log.ledger.fail(.unavailable)
      let text = String(decoding: head + (await socket.read()), as: UTF8.self)
      #expect(text.contains("text-delta"))
      #expect(!text.contains("[DONE]"))
      #expect(!text.hasSuffix("0\r\n\r\n"))
    }
  }
}
