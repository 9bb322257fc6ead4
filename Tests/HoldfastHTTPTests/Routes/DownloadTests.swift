import HoldfastStores
import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The download of a stream` {
  @Test(arguments: StoreKind.allCases) func `in each form`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([
        .event(.reasoningDelta("Hm.")), .texts(300, "Line {n}\r\n"),
        .event(.data(name: "x", value: ["a": "é"], id: nil, transient: false)),
        .text("End"), .stop,
      ])
      try await TestServer.with(provider, stores: stores, configure: { $0.limits.readBatchBytes = 2048 }) {
        server in
        let visitor = server.visitor()
        let whole = try await visitor.ask()
        let stream = try #require(whole.head["x-stream-id"])
        let text = try await visitor.get("/api/streams/\(stream)/raw")
        #expect(text.head["content-type"] == "text/plain; charset=utf-8")
        #expect(text.head["content-disposition"] == "attachment; filename=\"\(stream).txt\"")
        // A line feed ends each part of text; the data part does not.
        #expect(text.text.filter { $0 != "\n" } == (try whole.replyText).filter { $0 != "\n" })
        #expect(try await visitor.get("/api/streams/\(stream)/raw?as=text").body == text.body)

        let lines = try await visitor.get("/api/streams/\(stream)/raw?as=jsonl")
        #expect(lines.head["content-type"] == "application/jsonl; charset=utf-8")
        #expect(lines.text == whole.frames.map { ($0.data ?? "") + "\n" }.joined())

        let frames = try await visitor.get("/api/streams/\(stream)/raw?as=sse")
        #expect(frames.head["content-type"] == "text/event-stream")
        #expect(frames.blocks == whole.frames)
      }
    }
  }

  @Test func `of a reply that runs: what there is`() async throws {
    let provider = TestProvider([.text("Half"), .hold, .text(" more"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      _ = try await reply.read(until: "Half")
      let stream = reply.head["x-stream-id"] ?? ""
      #expect(try await visitor.get("/api/streams/\(stream)/raw").text == "Half")
      provider.resume()
      _ = try await reply.readToEnd()
    }
  }

  @Test func `P5 while the conversation store is away, and not while the log is`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let stream = try await visitor.ask().head["x-stream-id"] ?? ""
      try await server.untilQuiet()
      server.stores.conversations.ledger.fail(.unavailable)
      #expect(try await visitor.get("/api/streams/\(stream)/raw").text == "Hello, world\n")
      try ErrorShape.check(try await visitor.get("/api/sessions/s1"), status: 503, code: "STORE_UNAVAILABLE")
      try ErrorShape.check(try await visitor.get("/api/sessions"), status: 503, code: "STORE_UNAVAILABLE")
      try ErrorShape.check(try await visitor.send("DELETE", "/api/sessions/s1"), status: 503)
      server.stores.log.ledger.fail(.unavailable)
      for path in ["/api/streams/\(stream)/raw", "/api/streams/\(stream)"] {
        try ErrorShape.check(try await visitor.get(path), status: 503, code: "STREAM_LOG_UNAVAILABLE")
      }
    }
  }

  /// Without the log nobody knows whether the reply is complete; it is listed all the same.
  @Test func `messages while the log is away`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      _ = try await visitor.ask()
      try await server.untilQuiet()
      server.stores.log.ledger.fail(.unavailable)
      #expect(try await visitor.messages().count == 2)
    }
  }
}
