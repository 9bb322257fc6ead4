import HoldfastModel
import Testing

/// The first system's form of the routes.
@Suite(.timeLimit(.minutes(1)))
struct `The Lightfast routes` {
  @Test func `start, resume, repeat`() async throws {
    let provider = TestProvider([.texts(5, "{n} "), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      // The session stands in the path; an id of the body is none of it.
      let body = Visitor.body("Hi", session: "elsewhere")
      var reply = try await visitor.open("POST", "/api/v/other/s1", body)
      #expect(reply.head["x-session-id"] == "s1")
      let cursor = try #require(try await reply.read(until: "3 ").id)
      try await provider.held()
      var resumed = try await visitor.open("GET", "/api/v/other/s1")
      var rest = try await visitor.open("GET", "/api/v/other/s1", .none, [("last-event-id", cursor)])
      provider.resume()
      let (whole, again, tail) = (
        try await reply.readToEnd(), try await resumed.readToEnd(), try await rest.readToEnd()
      )
      #expect(again.lines == whole.lines)
      #expect(tail.frames == Array(whole.frames.drop { $0.id != cursor }.dropFirst()))
      #expect(try await visitor.send("POST", "/api/v/other/s1", body).lines == whole.lines)
      #expect(provider.callCount == 1)
      try await server.untilQuiet()
      #expect(try await visitor.get("/api/v/other/s1").status == 204)
      #expect(try await visitor.messages().count == 2)
    }
  }

  @Test func `a session without an id in the body`() async throws {
    try await TestServer.with { server in
      let body = #"{"messages":[{"id":"m1","role":"user","parts":[{"type":"text","text":"Hi"}]}]}"#
      let answer = try await server.visitor().send("POST", "/api/v/default/s%2D1", .json(body))
      #expect(answer.head["x-session-id"] == "s-1")
      #expect(try answer.types.last == "finish")
    }
  }
}
