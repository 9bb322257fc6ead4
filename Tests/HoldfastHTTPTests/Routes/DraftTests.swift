import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Drafts` {
  private static let path = "/api/sessions/s1/draft"

  @Test(arguments: StoreKind.allCases) func `are kept, replaced and forgotten`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      try await TestServer.with(stores: stores) { server in
        let visitor = server.visitor()
        #expect(try await visitor.get(Self.path).status == 204)
        for text in ["Dear", "Dear all,\n\u{0}\"\\ 🧵", String(repeating: "é", count: 32 << 10)] {
          let body = JSONValue.object(["text": .string(text)]).text
          let saved = try await visitor.send("PUT", Self.path, .json(body))
          #expect(saved.status == 204)
          let read = try await visitor.get(Self.path)
          #expect(try read.json["text"]?.stringValue == text)
          #expect(try read.json["updatedAt"]?.intValue ?? 0 > 1_600_000_000_000)
        }
        #expect(try await visitor.send("DELETE", Self.path).status == 204)
        #expect(try await visitor.get(Self.path).status == 204)
        #expect(try await visitor.send("DELETE", Self.path).status == 204)
        _ = try await visitor.send("PUT", Self.path, .json(#"{"text":"x"}"#))
        #expect(try await visitor.send("PUT", Self.path, .json(#"{"text":""}"#)).status == 204)
        #expect(try await visitor.get(Self.path).status == 204)
      }
    }
  }

  @Test func `create no session`() async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      _ = try await visitor.send("PUT", Self.path, .json(#"{"text":"Dear"}"#))
      #expect(try await visitor.get("/api/sessions/s1").status == 404)
      #expect(try await visitor.get("/api/sessions").json["sessions"]?.arrayValue == [])
      // So anybody may still begin that session.
      #expect(try await server.visitor().ask().status == 200)
      #expect(try await visitor.get(Self.path).json["text"] == "Dear")
    }
  }

  @Test func `P11 are one's own`() async throws {
    try await TestServer.with { server in
      let (visitor, stranger) = (server.visitor(), server.visitor())
      _ = try await visitor.send("PUT", Self.path, .json(#"{"text":"Mine"}"#))
      _ = try await stranger.send("PUT", Self.path, .json(#"{"text":"Other"}"#))
      for somebody in [stranger, server.nobody, server.visitor()] {
        #expect(try await !somebody.get(Self.path).text.contains("Mine"))
        #expect(try await somebody.send("DELETE", Self.path).status == 204)
      }
      #expect(try await visitor.get(Self.path).json["text"] == "Mine")
    }
  }
}
