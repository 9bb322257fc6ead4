import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A newer message` {
  @Test(arguments: StoreKind.allCases) func `takes the place of the reply that runs`(kind: StoreKind)
    async throws
  {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.text("Half a rep"), .hold, .stop], [.text("Whole"), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        var old = try await visitor.begin("One", message: "m1")
        _ = try await old.read(until: "Half")
        let new = try await visitor.ask("Two", message: "m2")
        let ended = try await old.readToEnd()
        #expect(try new.types.last == "finish")
        #expect(try ended.types.suffix(2) == ["data-notice", "abort"])
        #expect(try ended.chunks.last == ["type": "abort"])
        #expect(new.head["x-stream-id"] != ended.head["x-stream-id"])

        // The second reply was asked for with what there is of the first.
        let history = provider.requests[1].messages
        #expect(history.map(\.role) == [.user, .assistant, .user])
        #expect(history.map(\.text) == ["One", "Half a rep", "Two"])
        try await server.untilQuiet()
        let messages = try await visitor.messages()
        #expect(messages.map { $0["status"] } == ["complete", "interrupted", "complete", "complete"])
        #expect(messages.map { $0["role"] } == ["user", "assistant", "user", "assistant"])
      }
    }
  }

  @Test func `takes the place of the resume`() async throws {
    let provider = TestProvider([.text("One"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var old = try await visitor.begin("One", message: "m1")
      try await provider.held()
      var new = try await visitor.begin("Two", message: "m2")
      try await provider.held()
      var resumed = try await visitor.open("GET", "/api/chat/s1/stream")
      #expect(resumed.head["x-stream-id"] == new.head["x-stream-id"])
      provider.resume()
      let (read, readAgain) = (try await new.readToEnd(), try await resumed.readToEnd())
      #expect(read.lines == readAgain.lines)
      _ = try await old.readToEnd()
    }
  }

  @Test func `of another session leaves it alone`() async throws {
    let provider = TestProvider([.text("One"), .hold, .stop], [.text("Two"), .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var one = try await visitor.begin("One", session: "s1")
      try await provider.held()
      #expect(try await visitor.ask("Two", session: "s2").types.last == "finish")
      provider.resume()
      let answer = try await one.readToEnd()
      #expect(try answer.types.last == "finish")
    }
  }
}
