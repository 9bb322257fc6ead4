import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The routes of conversations` {
  @Test(arguments: StoreKind.allCases) func `the list, newest first, page by page`(kind: StoreKind)
    async throws
  {
    try await TestStores.with(kind) { stores in
      try await TestServer.with(stores: stores) { server in
        let (visitor, stranger) = (server.visitor(), server.visitor())
        for index in 0..<7 { _ = try await visitor.ask("Question \(index)", session: "s\(index)") }
        _ = try await stranger.ask("Not yours", session: "t0")
        // A session moves up when something is said in it.
        _ = try await visitor.ask("Again", session: "s2", message: "m2")
        try await server.untilQuiet()

        var pages: [[String]] = []
        var next: String? = ""
        while let place = next {
          let query = place.isEmpty ? "" : "&before=\(place)"
          let answer = try await visitor.get("/api/sessions?limit=3\(query)")
          #expect(answer.status == 200)
          pages.append(try answer.json["sessions"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? [])
          next = try answer.json["next"]?.stringValue
        }
        #expect(pages.joined().first == "s2")
        #expect(pages.joined().sorted() == (0..<7).map { "s\($0)" })
        #expect(pages.map(\.count) == [3, 3, 1])

        let first = try #require(try await visitor.get("/api/sessions").json["sessions"]?.arrayValue?.first)
        #expect(first["title"] == "Question 2")
        #expect(first["activeStreamId"]?.isNull == true)
        #expect(first["createdAt"]?.intValue ?? .max < first["updatedAt"]?.intValue ?? 0)
        #expect(try await visitor.get("/api/sessions/s2").json == first)
      }
    }
  }

  @Test func `nobody and newcomers have an empty list`() async throws {
    try await TestServer.with { server in
      _ = try await server.visitor().ask()
      for visitor in [server.nobody, server.visitor()] {
        let answer = try await visitor.get("/api/sessions")
        #expect(try answer.json == ["sessions": [], "next": .null])
        #expect(answer.head["set-cookie"] == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases) func `messages, page by page`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([
        .event(.model("model-x")), .text("Yes"), .event(.usage(Usage(inputTokens: 3, outputTokens: 5))),
        .stop,
      ])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        for index in 0..<5 { _ = try await visitor.ask("Q\(index)", message: "m\(index)") }
        var (pages, next) = ([[JSONValue]](), Optional("0"))
        while let place = next {
          let answer = try await visitor.get("/api/sessions/s1/messages?limit=3&after=\(place)")
          pages.append(try answer.json["messages"]?.arrayValue ?? [])
          next = try answer.json["next"]?.stringValue
        }
        #expect(pages.map(\.count) == [3, 3, 3, 1])
        let all = Array(pages.joined())
        #expect(all == (try await visitor.messages()))
        #expect(all.filter { $0["role"] == "user" }.map { $0["id"]?.stringValue } == (0..<5).map { "m\($0)" })
        for reply in all where reply["role"] == "assistant" {
          #expect(reply["model"] == "model-x")
          #expect(reply["usage"]?["inputTokens"] == 3)
          #expect(reply["usage"]?["outputTokens"] == 5)
          #expect(reply.messageText == "Yes")
          #expect(reply["createdAt"]?.intValue ?? 0 > 1_600_000_000_000)
        }
      }
    }
  }

  /// It is read as a stream, and would be there twice.
  @Test func `a reply that is being written is not in the list`() async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      #expect(try await visitor.messages().map { $0["role"] } == ["user"])
      let stream = reply.head["x-stream-id"]
      #expect(try await visitor.get("/api/sessions/s1").json["activeStreamId"]?.stringValue == stream)
      let state = try await visitor.get("/api/streams/\(stream ?? "")").json
      #expect(state["state"] == "running")
      #expect(state["ownerAlive"] == true)
      #expect(state["saved"] == false)
      #expect(state["sessionId"] == "s1")
      #expect(state["messageId"]?.stringValue == reply.head["x-message-id"])
      provider.resume()
      _ = try await reply.readToEnd()
      #expect(try await visitor.messages().count == 2)
    }
  }

  @Test(arguments: StoreKind.allCases) func `export`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      try await TestServer.with(stores: stores, configure: { $0.limits.pageLimit = 3 }) { server in
        let visitor = server.visitor()
        for index in 0..<4 { _ = try await visitor.ask("Line\nfeed \(index)", message: "m\(index)") }
        let answer = try await visitor.get("/api/sessions/s1/export")
        #expect(answer.head["content-type"] == "application/jsonl; charset=utf-8")
        #expect(answer.head["content-disposition"]?.hasPrefix("attachment") == true)
        let lines = try answer.text.split(separator: "\n").map { try JSONParser.parse(String($0)) }
        #expect(lines.count == 8)
        #expect(lines.filter { $0["role"] == "user" }.map { $0["id"] } == ["m0", "m1", "m2", "m3"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases) func `delete, while a reply runs`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.text("Half"), .hold, .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        var reply = try await visitor.begin()
        try await provider.held()
        let deleted = try await visitor.send("DELETE", "/api/sessions/s1")
        #expect(deleted.status == 204)
        #expect(deleted.body.isEmpty)
        let answer = try await reply.readToEnd()
        #expect(try answer.types.last == "abort")
        try await server.untilQuiet()
        #expect(try await visitor.get("/api/sessions/s1").status == 404)
        #expect(try await visitor.get("/api/sessions/s1/messages").status == 404)
        #expect(try await visitor.send("DELETE", "/api/sessions/s1").status == 404)
        #expect(try await visitor.resume().status == 204)
        #expect(try await visitor.get("/api/sessions").json["sessions"]?.arrayValue == [])
      }
    }
  }
}
