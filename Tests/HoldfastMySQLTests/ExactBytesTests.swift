#if MySQL
  import HoldfastModel
  import HoldfastMySQL
  import HoldfastStores
  import Testing

  @Suite("Exact bytes", .timeLimit(.minutes(1)))
  struct ExactBytesTests {
    static let texts = [
      "", "\0", "a\0b", "\0\0\0", "👩‍👩‍👧‍👦 🇩🇪", "e\u{301} is not \u{e9}", "\u{feff}mark", "line\u{2028}end",
      "'; DROP TABLE claims --", "\u{10FFFF}\u{1}\u{7f}\r\n\t\\\"", "trailing  ", "ß ss", "_%",
    ]

    @Test("Titles, drafts, names and parts come back as they were", arguments: texts)
    func text(text: String) async throws {
      try await withStore { store, _ in
        var request = ClaimRequest.sample(
          session: "s" + text, message: "m" + text, text: "Hi" + text, stream: "x" + text,
          principal: .user(text))
        request.message.metadata = .object(["a\0": .string(text)])
        request.agent = text
        request.run = RunID(rawValue: text)
        let claim = try #require(try await store.claim(request).claimed)
        let (byKey, ofStream, about) = (
          try await store.claim(for: request.key),
          try await store.claim(of: request.stream, in: request.session),
          try await store.claim(about: request.message.id, in: request.session)
        )
        #expect(byKey == claim && ofStream == claim && about == claim)
        #expect(claim.agent == text && claim.run.rawValue == text)
        let session = try await store.session(request.session)
        #expect(session?.title == SessionRecord.title(of: request.message))
        #expect(session?.principal == .user(text))
        let messages = try await store.messages(in: request.session, after: 0, limit: 1)
        #expect(messages.first?.message == request.message)
        let draft = Draft(text: text, updatedAt: request.now)
        try await store.saveDraft(draft, of: .user(text), for: request.session)
        let kept = try await store.draft(of: .user(text), for: request.session)
        #expect(kept == draft)
      }
    }

    @Test("Names that differ in case, in spaces at the end, in composition or after a NUL are two")
    func names() async throws {
      try await withStore { store, _ in
        let names = ["a", "A", "a ", "a\0", "\u{e4}", "a\u{308}", "ä ", "ß", "ss"]
        for name in names { _ = try await store.claim(.sample(session: name, text: name)) }
        for name in names {
          let messages = try await store.messages(in: SessionID(rawValue: name), after: 0, limit: 9)
          #expect(messages.map { Array($0.message.text.utf8) } == [Array(name.utf8)])
        }
      }
    }

    @Test("Unknown parts come back with the order of their members and the text of their numbers")
    func parts() async throws {
      try await withStore { store, _ in
        let json = #"[{"type":"data-x","z":1.0,"a":1e400,"n":12345678901234567890123,"o":{"b":[],"a":null}}]"#
        var request = ClaimRequest.sample()
        request.message.parts = try #require(try JSONParser.parse(json).arrayValue).map {
          try #require($0.objectValue.flatMap(MessagePart.init(json:)))
        }
        _ = try await store.claim(request)
        let stored = try await store.message(request.message.id, in: request.session)
        #expect(stored.map { JSONValue.array($0.message.parts.map { .object($0.json) }).text } == json)
      }
    }

    @Test("A large message comes back whole")
    func large() async throws {
      try await withStore { store, _ in
        let request = ClaimRequest.sample(text: String(repeating: "äx", count: 400_000))
        _ = try await store.claim(request)
        let stored = try await store.message(request.message.id, in: request.session)
        #expect(stored?.message == request.message)
      }
    }

    @Test("A title whose characters are large comes back whole")
    func title() async throws {
      try await withStore { store, _ in
        let request = ClaimRequest.sample(text: "e" + String(repeating: "\u{301}", count: 50_000))
        _ = try await store.claim(request)
        let session = try await store.session(request.session)
        #expect(session?.title == SessionRecord.title(of: request.message))
      }
    }

    @Test("A name that is too long is refused, and not cut")
    func longName() async throws {
      try await withStore { store, _ in
        let request = ClaimRequest.sample(session: String(repeating: "x", count: 256))
        let error = await storeError { _ = try await store.claim(request) }
        #expect(error?.code == .refused)
        let session = try await store.session(request.session)
        #expect(session == nil)
      }
    }
  }
#endif
