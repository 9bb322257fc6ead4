import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `An idempotency key` {
  private static let regenerate = Visitor.Body.json(#"{"id":"s1","trigger":"regenerate-message"}"#)

  /// Without one, an unnamed regeneration that has ended is asked for anew.
  @Test(arguments: [("k1", "k1"), ("k1", "\"k1\""), ("\"a\\\\b\\\"\"", "a\\b\"")], StoreKind.allCases)
  func `makes two regenerations one`(names: (String, String), kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.text("One"), .stop], [.text("Two"), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        _ = try await visitor.ask()
        try await server.untilQuiet()
        let first = try await visitor.send(
          "POST", "/api/chat", Self.regenerate, [("idempotency-key", names.0)])
        try await server.untilQuiet()
        let second = try await visitor.send(
          "POST", "/api/chat", Self.regenerate, [("idempotency-key", names.1)])
        #expect(try first.replyText == "Two")
        #expect(second.lines == first.lines)
        #expect(second["idempotent-replayed"] == "true")
        #expect(provider.callCount == 2)
      }
    }
  }

  @Test func `goes on to mean the reply after a Retry`() async throws {
    let provider = TestProvider([.fail(.server)], [.text("Two"), .stop], [.text("Three"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor().with(("idempotency-key", "k1"))
      #expect(try await visitor.ask().types.last == "error")
      try await server.untilQuiet()
      let retried = try await visitor.ask()
      #expect(try retried.replyText == "Two")
      try await server.untilQuiet()
      #expect(try await visitor.ask().lines == retried.lines)
      #expect(provider.callCount == 2)
    }
  }

  @Test(arguments: [
    Visitor.body("Hello", message: "m2"), Visitor.body("Hi", message: "m1"), regenerate,
    Visitor.body("Hello", more: #","messageId":"m1""#),
  ])
  func `of another request is refused, and nothing is written`(body: Visitor.Body) async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor().with(("idempotency-key", "k1"))
      _ = try await visitor.ask()
      try await server.untilQuiet()
      let before = server.stores.effects
      let answer = try await visitor.send("POST", "/api/chat", body)
      try ErrorShape.check(answer, status: 422, code: "IDEMPOTENCY_KEY_REUSED")
      #expect(server.stores.effects == before)
      #expect(provider.callCount == 1)
    }
  }

  /// What is ignored, and how it is written, is no part of a request.
  @Test func `of the same request in another form is a repeat`() async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor().with(("idempotency-key", "k1"))
      let first = try await visitor.ask()
      let body =
        #"{"trigger":"submit-user-message","messageId":"m0","extra":1,"message":{"metadata":{"at":1},"parts":[{"text":"Hello","type":"text"}],"role":"user","id":"m1"},"id":"s1"}"#
      #expect(try await visitor.send("POST", "/api/chat", .json(body)).lines == first.lines)
      #expect(provider.callCount == 1)
    }
  }

  @Test func `belongs to its session`() async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor().with(("idempotency-key", "k1"))
      #expect(try await visitor.ask(session: "s1").status == 200)
      #expect(try await visitor.ask("Other", session: "s2").status == 200)
      #expect(provider.callCount == 2)
    }
  }
}
