import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Another reply in place of one` {
  /// A page may hold ids that were never stored, as after a failure of which it made a message.
  @Test(arguments: StoreKind.allCases)
  func `when the page's name for it is unknown, the user's message counts`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.text("One"), .stop], [.text("Two"), .stop], [.text("Three"), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        _ = try await visitor.ask("First", message: "m1")
        try await server.untilQuiet()
        _ = try await visitor.ask("Second", message: "m2")
        try await server.untilQuiet()
        let body =
          #"{"id":"s1","trigger":"regenerate-message","messageId":"pages-own","messages":[{"id":"m1","role":"user","parts":[{"type":"text","text":"First"}]}]}"#
        #expect(try await visitor.send("POST", "/api/chat", .json(body)).replyText == "Three")
        try await server.untilQuiet()
        #expect(try await visitor.messages().map(\.messageText) == ["First", "Three"])
        #expect(provider.requests[2].messages.map(\.text) == ["First"])
      }
    }
  }

  @Test func `on the first system's routes, by its trigger`() async throws {
    let provider = TestProvider([.text("One"), .stop], [.text("Two"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      _ = try await visitor.send("POST", "/api/v/default/s1", Visitor.body("Hello"))
      try await server.untilQuiet()
      let body = Visitor.Body.json(#"{"trigger":"regenerate-assistant-message"}"#)
      let answer = try await visitor.send("POST", "/api/v/default/s1", body)
      #expect(try answer.replyText == "Two")
      #expect(provider.callCount == 2)
    }
  }

  /// Nothing was stored the first time.
  @Test func `a request that the store did not take is processed afresh`() async throws {
    let provider = TestProvider([.text("One"), .stop], [.text("Two"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      _ = try await visitor.ask("Hello")
      try await server.untilQuiet()
      let edit = Visitor.body("Other", more: #","messageId":"m1""#)
      server.stores.conversations.ledger.fail(.unavailable, reads: false)
      try ErrorShape.check(try await visitor.send("POST", "/api/chat", edit), status: 503)
      #expect(provider.callCount == 1)
      server.stores.conversations.ledger.fail(nil)
      #expect(try await visitor.messages().map(\.messageText) == ["Hello", "One"])
      #expect(try await visitor.send("POST", "/api/chat", edit).replyText == "Two")
      try await server.untilQuiet()
      #expect(try await visitor.messages().map(\.messageText) == ["Other", "Two"])
    }
  }
}
