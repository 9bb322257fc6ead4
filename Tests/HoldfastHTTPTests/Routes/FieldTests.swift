import HoldfastModel
import Testing

/// The fields of every answer, whoever asks for what.
@Suite(.timeLimit(.minutes(1)))
struct `Fields of answers` {
  @Test func `stand once on each`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let stream = try await visitor.ask().head["x-stream-id"] ?? ""
      try await server.untilQuiet()
      let requests: [(String, String, Visitor.Body, Int)] = [
        ("GET", "/", .none, 200), ("GET", "/nothing", .none, 404), ("GET", "/api/status", .none, 200),
        ("POST", "/api/chat", Visitor.body("Hello"), 200), ("POST", "/api/chat", .json("{"), 400),
        ("GET", "/api/chat/s1/stream", .none, 204), ("POST", "/api/chat/s1/stop", .json("{}"), 200),
        ("GET", "/api/sessions", .none, 200), ("GET", "/api/sessions/none", .none, 404),
        ("GET", "/api/sessions/s1/export", .none, 200), ("GET", "/api/streams/\(stream)/raw", .none, 200),
        ("GET", "/api/sessions/s1/draft", .none, 204), ("DELETE", "/api/chat", .none, 405),
      ]
      var ids: Set<String> = []
      for (method, path, body, status) in requests {
        let answer = try await visitor.send(method, path, body)
        #expect(answer.status == status, "\(method) \(path)")
        #expect(answer.head["x-content-type-options"] == "nosniff")
        #expect(answer.head["referrer-policy"] == "no-referrer")
        #expect(answer.head["cross-origin-resource-policy"] == "same-origin")
        #expect(answer.head["vary"] == "Origin")
        #expect(answer.head["access-control-allow-origin"] == nil)
        let isPage = path == "/" || answer.head["content-type"] == "text/event-stream"
        #expect(answer.head["cache-control"] == (isPage ? "no-cache" : "no-store"), "\(method) \(path)")
        ids.insert(answer.head["x-request-id"] ?? "")
      }
      #expect(ids.count == requests.count)
      #expect(!ids.contains(""))
    }
  }

  /// A request's own name for itself would let it choose what the log says.
  @Test func `a request does not name itself`() async throws {
    try await TestServer.with { server in
      let answer = try await server.nobody.get("/api/status", ("x-request-id", "mine"))
      #expect(answer.head["x-request-id"] != "mine")
    }
  }

  @Test func `HEAD is GET without a body`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let stream = try await visitor.ask().head["x-stream-id"] ?? ""
      try await server.untilQuiet()
      for path in ["/", "/api/status", "/api/sessions", "/api/streams/\(stream)", "/api/sessions/none"] {
        let (head, get) = (try await visitor.send("HEAD", path), try await visitor.get(path))
        #expect(head.status == get.status, "\(path)")
        #expect(head.body.isEmpty)
        #expect(head.head["content-type"] == get.head["content-type"])
        #expect(head.head["content-length"] == get.head["content-length"], "\(path)")
      }
    }
  }
}
