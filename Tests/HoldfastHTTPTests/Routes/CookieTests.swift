import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Anonymous visitors` {
  private static func value(_ answer: Answer) throws -> String {
    let field = try #require(answer.head["set-cookie"])
    return String(field.prefix { $0 != ";" })
  }

  @Test func `the page makes its visitor somebody, once`() async throws {
    try await TestServer.with { server in
      let answer = try await server.nobody.get("/")
      let field = try #require(answer.head["set-cookie"])
      for part in ["holdfast_anonymous=", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=31536000"] {
        #expect(field.contains(part), "\(field)")
      }
      #expect(!field.contains("Secure"))
      let visitor = server.nobody.with(("cookie", try Self.value(answer)))
      #expect(try await visitor.get("/").head["set-cookie"] == nil)
      #expect(try await visitor.ask().head["set-cookie"] == nil)
      #expect(try await visitor.resume("s2").head["set-cookie"] == nil)
      #expect(try await visitor.messages().count == 2)
    }
  }

  @Test func `over TLS the cookie is the host's alone`() async throws {
    try await TestServer.with(configure: { $0.http.secureCookies = true }) { server in
      let answer = try await server.nobody.get("/")
      let field = try #require(answer.head["set-cookie"])
      #expect(field.hasPrefix("__Host-holdfast_anonymous="))
      #expect(field.contains("; Secure"))
      let visitor = server.nobody.with(("cookie", try Self.value(answer)))
      #expect(try await visitor.get("/").head["set-cookie"] == nil)
    }
  }

  @Test func `a first message makes its sender somebody`() async throws {
    try await TestServer.with { server in
      for (index, cookie) in ["", "theme=dark; holdfast_anonymous=forged", "holdfast_anonymous="].enumerated()
      {
        let newcomer = cookie.isEmpty ? server.nobody : server.nobody.with(("cookie", cookie))
        let answer = try await newcomer.ask(session: "n\(index)")
        #expect(answer.status == 200)
        let visitor = server.nobody.with(("cookie", "theme=dark; \(try Self.value(answer))"))
        #expect(try await visitor.messages("n\(index)").count == 2)
        #expect(try await visitor.ask(session: "n\(index)").head["set-cookie"] == nil)
      }
    }
  }

  @Test func `reading makes nobody somebody`() async throws {
    try await TestServer.with { server in
      let requests = [
        ("GET", "/api/sessions"), ("GET", "/api/sessions/s1"), ("GET", "/api/sessions/s1/messages"),
        ("GET", "/api/chat/s1/stream"), ("GET", "/api/chat/s1/stream?startIndex=0"),
        ("GET", "/api/v/default/s1"),
        ("GET", "/api/sessions/s1/draft"), ("GET", "/api/status"), ("GET", "/api/streams/x"),
        ("DELETE", "/api/sessions/s1"), ("DELETE", "/api/sessions/s1/draft"), ("GET", "/app.js"),
      ]
      for (method, path) in requests {
        let answer = try await server.nobody.send(method, path)
        #expect(answer.head["set-cookie"] == nil, "\(method) \(path)")
      }
    }
  }

  /// The claim is made, in a name that only the answer can tell.
  @Test func `a first message whose answer is an error can be repeated`() async throws {
    try await TestServer.with { server in
      server.stores.conversations.ledger.loseClaims(true)
      let answer = try await server.nobody.ask()
      try ErrorShape.check(answer, status: 503)
      #expect(server.stores.effects.count { $0.hasPrefix("claim") } == 1)
      server.stores.conversations.ledger.loseClaims(false)
      let visitor = server.nobody.with(("cookie", try Self.value(answer)))
      let repeated = try await visitor.ask()
      #expect(repeated.status == 200)
      #expect(repeated.head["set-cookie"] == nil)
      #expect(server.stores.effects.count { $0.hasPrefix("claim") } == 1)
      // Whoever has a name keeps it.
      server.stores.conversations.ledger.loseClaims(true)
      let later = try await visitor.ask("And then?", message: "m2")
      try ErrorShape.check(later, status: 503)
      #expect(later.head["set-cookie"] == nil)
      server.stores.conversations.ledger.loseClaims(false)
    }
  }

  /// A request that is refused makes nobody.
  @Test func `a refused message makes nobody somebody`() async throws {
    try await TestServer.with { server in
      let answer = try await server.nobody.send("POST", "/api/chat", .json("{}"))
      #expect(answer.status == 400)
      #expect(answer.head["set-cookie"] == nil)
    }
  }
}
