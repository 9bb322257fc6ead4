import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Exact text")
struct ExactTextTests {
  static let texts = [
    "", "\0", "a\0b", "\0\0\0", "👩‍👩‍👧‍👦 🇩🇪", "e\u{301} is not \u{e9}",
    "\u{feff}mark", "line\u{2028}end",
    "'; DROP TABLE claims --",
    "\u{10FFFF}\u{1}\u{7f}\r\n\t\\\"",
  ]

  @Test("Titles, drafts, names and parts come back as they were", arguments: texts)
  func conversations(text: String) async throws {
    try await withConversationStore { store in
      var request = ClaimRequest.sample(
        session: "s" + text, message: "m" + text, text: "Hi" + text, stream: "x" + text,
        principal: .user(text))
      request.message.metadata = .object(["a\0": .string(text)])
      request.agent = text
      request.run = RunID(rawValue: text)
      guard case .claimed(let claim) = try await store.claim(request) else {
        Issue.record("the claim was not made")
        return
      }
      #expect(try await store.claim(for: request.key) == claim)
      #expect(try await store.claim(of: request.stream, in: request.key.session) == claim)
      #expect(try await store.claim(about: request.key.message, in: request.key.session) == claim)
      #expect(claim.agent == text && claim.run.rawValue == text)
      let session = try await store.session(request.key.session)
      #expect(session?.title == SessionRecord.title(of: request.message))
      #expect(session?.principal == .user(text))
      let messages = try await store.messages(in: request.key.session, after: 0, limit: 1)
      #expect(messages.first?.message == request.message)
      let key = IdempotencyKey(name: text, fingerprint: [1])
      var again = request
      again.idempotencyKey = key
      #expect(try await store.claim(again) == .existing(claim, isLastTurn: true))
      again.idempotencyKey?.fingerprint = [2]
      #expect(try await store.claim(again) == .keyReused)
      let node = NodeID(rawValue: text)
      let move = ClaimMove.unlogged(node: node, until: request.now)
      #expect(try await store.move(claim.stream, in: request.session, from: claim.run, to: move))
      #expect(try await store.claim(of: claim.stream, in: request.session)?.node == node)
      let draft = Draft(text: text, updatedAt: request.now)
      try await store.saveDraft(draft, of: .user(text), for: request.key.session)
      #expect(try await store.draft(of: .user(text), for: request.key.session) == draft)
    }
  }

  @Test("Names that differ only after a NUL are two")
  func nul() async throws {
    try await withConversationStore { store in
      _ = try await store.claim(.sample(session: "a", principal: .user("ann")))
      let other = try await store.claim(.sample(session: "b", principal: .user("ann\0x")))
      guard case .claimed = other else {
        Issue.record("the claim was not made")
        return
      }
      #expect(try await store.sessions(of: .user("ann"), after: nil, limit: 9).map(\.id.rawValue) == ["a"])
      #expect(try await store.sessions(of: .user("ann\0x"), after: nil, limit: 9).map(\.id.rawValue) == ["b"])
      #expect(try await store.session(SessionID(rawValue: "a\0")) == nil)
      #expect(try await store.claim(.sample(session: "a", principal: .user("ann\0x"))) == .sessionForbidden)
    }
  }

  @Test("Unknown parts come back with the order of their members and the text of their numbers")
  func parts() async throws {
    try await withConversationStore { store in
      let json = #"[{"type":"data-x","z":1.0,"a":1e400,"n":12345678901234567890123,"o":{"b":[],"a":null}}]"#
      let parts = try #require(try JSONParser.parse(json).arrayValue).map {
        try #require($0.objectValue.flatMap(MessagePart.init(json:)))
      }
      var request = ClaimRequest.sample()
      request.message.parts = parts
      _ = try await store.claim(request)
      let stored = try await store.message(request.key.message, in: request.key.session)
      #expect(stored.map { JSONValue.array($0.message.parts.map { .object($0.json) }).text } == json)
    }
  }

  @Test("Deeply nested parts come back")
  func deep() async throws {
    try await withConversationStore { store in
      let json = String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
      var request = ClaimRequest.sample()
      let part: JSONObject = ["type": "data-x", "value": try JSONParser.parse(json)]
      request.message.parts = [try #require(MessagePart(json: part))]
      _ = try await store.claim(request)
      let stored = try await store.message(request.key.message, in: request.key.session)
      #expect(stored?.message == request.message)
    }
  }

  @Test("A value that is too large is refused, and leaves nothing behind")
  func tooLarge() async throws {
    try await withConversationStore { store in
      let request = ClaimRequest.sample(text: String(repeating: "x", count: 64 << 20))
      let code = await storeErrorCode { _ = try await store.claim(request) }
      #expect(code == .refused)
      let session = try await store.session(request.key.session)
      #expect(session == nil)
    }
  }
}
