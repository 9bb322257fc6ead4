import HoldfastModel
import Testing

/// What a request comes to while a reply is running in its session.
@Suite(.timeLimit(.minutes(1)))
struct `While a reply is running` {
  private static let provider = {
    TestProvider([.text("Half"), .hold, .text(" and half"), .stop], [.text("Next"), .stop])
  }

  /// The request that began, in other words that mean the same.
  @Test(arguments: [
    #""messages":[{"id":"m1","role":"user","parts":[{"type":"text","text":"Hello"}]}],"messageId":"m1""#,
    #""messages":[{"id":"m1","role":"user","parts":[{"type":"text","text":"Hello"}]}],"messageId":"m0""#,
    #""messages":[{"id":"m1","role":"user","parts":[{"type":"text","text":"Hello"}]}],"trigger":"submit-user-message""#,
    #""message":{"id":"m1","role":"user","parts":[{"type":"text","text":"Hello"}]},"onActive":"reject""#,
    #""message":{"id":"m1","role":"user","parts":[{"type":"text","text":"Hello"}]},"onActive":"attach""#,
    #""message":{"id":"{reply}","role":"assistant","parts":[]}"#,
  ])
  func `a repeat attaches`(members: String) async throws {
    let provider = Self.provider()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var first = try await visitor.begin()
      _ = try await first.read(until: "Half")
      let body = #"{"id":"s1",\#(members.replacing("{reply}", with: first.head["x-message-id"] ?? ""))}"#
      var second = try await visitor.open("POST", "/api/chat", .json(body))
      #expect(second.head["idempotent-replayed"] == "true")
      #expect(second.head["x-message-accepted"] == nil)
      provider.resume()
      let (one, two) = (try await first.readToEnd(), try await second.readToEnd())
      #expect(one.lines == two.lines)
      #expect(try one.replyText == "Half and half")
      #expect(provider.callCount == 1)
    }
  }

  @Test(arguments: [#","messageId":"{old}""#, ""])
  func `a repeat of a regeneration attaches`(target: String) async throws {
    let provider = TestProvider([.text("One"), .stop], [.text("Half"), .hold, .text(" a"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let old = try await visitor.ask()
      try await server.untilQuiet()
      let target = target.replacing("{old}", with: old["x-message-id"] ?? "")
      let body = Visitor.Body.json(#"{"id":"s1","trigger":"regenerate-message"\#(target)}"#)
      var first = try await visitor.open("POST", "/api/chat", body)
      _ = try await first.read(until: "Half")
      var second = try await visitor.open("POST", "/api/chat", body)
      #expect(second.head["x-stream-id"] == first.head["x-stream-id"])
      #expect(second.head["idempotent-replayed"] == "true")
      provider.resume()
      let (one, two) = (try await first.readToEnd(), try await second.readToEnd())
      #expect(one.lines == two.lines)
      #expect(provider.callCount == 2)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `reject: another message is refused, and nothing is written`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = Self.provider()
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        var first = try await visitor.begin()
        try await provider.held()
        let before = stores.conversations.ledger.effects
        let body = Visitor.body("Next", message: "m2", more: #","onActive":"reject""#)
        let refused = try await visitor.send("POST", "/api/chat", body)
        try ErrorShape.check(refused, status: 409, code: "STREAM_ACTIVE")
        #expect(try refused.json["metadata"]?["streamId"]?.stringValue == first.head["x-stream-id"])
        #expect(stores.conversations.ledger.effects == before)
        provider.resume()
        #expect(try await first.readToEnd().types.last == "finish")
        try await server.untilQuiet()
        // What has ended stands in nobody's way.
        #expect(try await visitor.send("POST", "/api/chat", body).replyText == "Next")
        #expect(provider.callCount == 2)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `attach: another message gets the reply that runs, and is not taken`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = Self.provider()
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        var first = try await visitor.begin()
        try await provider.held()
        let before = stores.conversations.ledger.effects
        let body = Visitor.body("Next", message: "m2", more: #","onActive":"attach""#)
        var second = try await visitor.open("POST", "/api/chat", body)
        #expect(second.head["x-message-accepted"] == "false")
        #expect(second.head["idempotent-replayed"] == nil)
        #expect(second.head["x-stream-id"] == first.head["x-stream-id"])
        #expect(stores.conversations.ledger.effects == before)
        provider.resume()
        let (one, two) = (try await first.readToEnd(), try await second.readToEnd())
        #expect(one.lines == two.lines)
        try await server.untilQuiet()
        let taken = try await visitor.send("POST", "/api/chat", body)
        #expect(taken["x-message-accepted"] == nil)
        #expect(try taken.replyText == "Next")
        #expect(provider.callCount == 2)
      }
    }
  }

  @Test(arguments: [
    #""trigger":"regenerate-message""#,
    #""messageId":"m1","message":{"id":"m1","role":"user","parts":[{"type":"text","text":"Anew"}]}"#,
  ])
  func `an edit or a regeneration takes its place, and the old reply is no history`(members: String)
    async throws
  {
    let provider = Self.provider()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var first = try await visitor.begin()
      _ = try await first.read(until: "Half")
      let next = try await visitor.send("POST", "/api/chat", .json(#"{"id":"s1",\#(members)}"#))
      #expect(try next.replyText == "Next")
      #expect(try await first.readToEnd().types.suffix(2) == ["data-notice", "abort"])
      try await server.untilQuiet()
      #expect(provider.requests[1].messages.map(\.role) == [.user])
      #expect(try await visitor.messages().map(\.messageText).last == "Next")
      #expect(try await visitor.messages().count == 2)
    }
  }
}
