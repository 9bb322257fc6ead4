import HoldfastModel
import Testing

/// The form of the AI SDK's workflow transport.
@Suite(.timeLimit(.minutes(1)))
struct `Resuming by index` {
  @Test func `from any frame, by stream and by session`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let whole = try await visitor.ask()
      let stream = try #require(whole.head["x-workflow-run-id"])
      let count = whole.frames.count
      for name in [stream, "s1"] {
        for index in 0...count {
          let answer = try await visitor.get("/api/chat/\(name)/stream?startIndex=\(index)")
          #expect(answer.status == 200)
          #expect(answer.frames == Array(whole.frames.dropFirst(index)))
          #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
          #expect(answer.head["x-workflow-stream-tail-index"] == nil)
        }
        for index in 1...(count + 3) {
          let answer = try await visitor.get("/api/chat/\(name)/stream?startIndex=-\(index)")
          #expect(answer.frames == Array(whole.frames.suffix(index)))
          #expect(answer.head["x-workflow-stream-tail-index"] == "\(count - 1)")
        }
      }
    }
  }

  @Test func `while it runs`() async throws {
    let provider = TestProvider([.texts(3, "{n} "), .hold, .texts(3, "{n} "), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var first = try await visitor.begin()
      _ = try await first.read(until: "2 ")
      let count = first.answer.frames.count
      var next = try await visitor.open("GET", "/api/chat/s1/stream?startIndex=\(count)")
      var last = try await visitor.open("GET", "/api/chat/s1/stream?startIndex=-1")
      #expect(last.head["x-workflow-stream-tail-index"] == "\(count - 1)")
      provider.resume()
      let whole = try await first.readToEnd()
      let (fromNext, fromLast) = (try await next.readToEnd(), try await last.readToEnd())
      #expect(fromNext.frames == Array(whole.frames.dropFirst(count)))
      #expect(fromLast.frames == Array(whole.frames.dropFirst(count - 1)))
    }
  }

  /// A 200 without `finish` would make that client ask again and again.
  @Test func `at the end of a stream without finish`() async throws {
    try await TestServer.with(TestProvider([.text("Half")])) { server in
      let visitor = server.visitor()
      let whole = try await visitor.ask()
      try await server.untilQuiet()
      let count = whole.frames.count
      let answer = try await visitor.get("/api/chat/s1/stream?startIndex=\(count)")
      try ErrorShape.check(answer, status: 410, code: "STREAM_GONE")
      let before = try await visitor.get("/api/chat/s1/stream?startIndex=\(count - 1)")
      #expect(before.frames == Array(whole.frames.suffix(1)))
    }
  }

  @Test func `P11 nothing there, or nothing of yours`() async throws {
    try await TestServer.with { server in
      let owner = server.visitor()
      let stream = try #require(try await owner.ask("Hi").head["x-stream-id"])
      for visitor in [server.visitor(), server.nobody] {
        for name in ["none", "s1", stream] {
          let answer = try await visitor.get("/api/chat/\(name)/stream?startIndex=0")
          #expect(answer.status == 200)
          #expect(answer.frames.isEmpty)
          #expect(answer.blocks.compactMap(\.data) == [#"{"type":"finish"}"#, "[DONE]"])
          #expect(answer.head["x-stream-id"] == nil)
        }
      }
    }
  }
}
