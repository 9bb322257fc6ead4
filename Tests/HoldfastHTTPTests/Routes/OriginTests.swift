import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Other origins` {
  private static let listed = "https://app.example"

  private static func with(_ body: @escaping @Sendable (TestServer) async throws -> Void) async throws {
    try await TestServer.with(configure: { $0.http.origins = [listed] }, body)
  }

  private static func checkAllowed(_ answer: Answer) {
    #expect(answer.head["access-control-allow-origin"] == listed)
    #expect(answer.head["access-control-allow-credentials"] == "true")
    #expect(answer.head["vary"] == "Origin")
    #expect(answer.head["cross-origin-resource-policy"] == "cross-origin")
  }

  @Test(arguments: ["POST", "GET", "PUT", "DELETE"]) func `a preflight of a listed one`(method: String)
    async throws
  {
    try await Self.with { server in
      let answer = try await server.nobody.send(
        "OPTIONS", "/api/chat", .none,
        [
          ("origin", Self.listed), ("access-control-request-method", method),
          ("access-control-request-headers", "content-type,authorization"),
        ])
      #expect(answer.status == 204)
      #expect(answer.body.isEmpty)
      Self.checkAllowed(answer)
      let methods = answer.head["access-control-allow-methods"]?.split(separator: ", ").sorted()
      #expect(methods == ["DELETE", "GET", "POST", "PUT"])
      let fields = answer.head["access-control-allow-headers"]?.split(separator: ", ").sorted()
      #expect(
        fields == [
          "authorization", "content-type", "idempotency-key", "last-event-id", "user-agent", "x-holdfast-sdk",
        ])
    }
  }

  @Test(arguments: ["https://evil.example", "null", "http://app.example", "https://app.example:444"])
  func `a preflight of any other`(origin: String) async throws {
    try await Self.with { server in
      let answer = try await server.nobody.send(
        "OPTIONS", "/api/chat", .none, [("origin", origin), ("access-control-request-method", "POST")])
      #expect(answer.status == 405)
      #expect(answer.head["access-control-allow-origin"] == nil)
      #expect(answer.head["access-control-allow-methods"] == nil)
      #expect(answer.head["vary"] == "Origin")
    }
  }

  @Test func `answers to a listed one, errors too`() async throws {
    try await Self.with { server in
      let visitor = server.visitor().with(("origin", Self.listed), ("sec-fetch-site", "cross-site"))
      let answers = [
        try await visitor.ask(), try await visitor.send("POST", "/api/chat", .json("{")),
        try await visitor.get("/api/sessions/none"), try await visitor.resume("none"),
        try await visitor.send("DELETE", "/api/chat"), try await visitor.stop(),
        try await visitor.get("/api/status"),
      ]
      #expect(answers.map(\.status) == [200, 400, 404, 204, 405, 200, 200])
      for answer in answers {
        Self.checkAllowed(answer)
        let exposed = Set(
          answer.head["access-control-expose-headers"]?.split(separator: ", ").map { String($0) } ?? [])
        #expect(
          exposed.isSuperset(of: [
            "x-stream-id", "x-message-id", "x-session-id", "x-request-id", "x-workflow-run-id",
            "x-workflow-stream-tail-index", "retry-after",
          ]))
      }
    }
  }

  /// Reading is left to the browser, which shows nothing to a page that is not listed.
  @Test func `a page that is not listed is shown nothing`() async throws {
    try await Self.with { server in
      let visitor = server.visitor().with(("origin", "https://evil.example"))
      let answer = try await visitor.get("/api/sessions")
      #expect(answer.head["access-control-allow-origin"] == nil)
      #expect(answer.head["cross-origin-resource-policy"] == "same-origin")
    }
  }

  @Test func `this server's own page may do everything`() async throws {
    try await TestServer.with { server in
      let own = [("origin", "http://localhost:\(server.port)")]
      for (index, fields) in [own, own + [("sec-fetch-site", "same-origin")], [("sec-fetch-site", "none")]]
        .enumerated()
      {
        let body = Visitor.body("Hi", session: "s\(index)")
        let answer = try await server.visitor().send("POST", "/api/chat", body, fields)
        #expect(answer.status == 200)
        #expect(answer.head["access-control-allow-origin"] == nil)
      }
    }
  }
}
