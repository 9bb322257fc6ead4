import HoldfastStores
import Holdfast
import HoldfastModel
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Starting a reply` {
  @Test(arguments: StoreKind.allCases) func `a new message`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = TestProvider([.text("Hello, "), .text("world"), .stop])
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        let answer = try await visitor.ask("Hi")
        #expect(answer.status == 200)
        #expect(answer.head["content-type"] == "text/event-stream")
        #expect(answer.head["cache-control"] == "no-cache")
        #expect(answer.head["x-vercel-ai-ui-message-stream"] == "v1")
        #expect(answer.head["x-accel-buffering"] == "no")
        #expect(answer.head["content-encoding"] == nil)
        #expect(answer.head["idempotent-replayed"] == nil)
        #expect(answer.head["x-session-id"] == "s1")
        #expect(answer.head["x-request-id"]?.isEmpty == false)
        let stream = try #require(answer.head["x-stream-id"])
        #expect(answer.head["x-workflow-run-id"] == stream)
        let trace = try #require(answer.head["traceparent"]).split(separator: "-").map(\.count)
        #expect(trace == [2, 32, 16, 2])

        #expect(answer.blocks.first?.retry == "1000" || answer.text.hasPrefix("retry: 1000\n"))
        #expect(answer.blocks.compactMap(\.retry).count == 1)
        #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
        #expect(answer.blocks.filter { $0.data == "[DONE]" } == [EventBlock("data: [DONE]")])
        #expect(answer.frames.map(\.position) == Array(0..<answer.frames.count))
        #expect(answer.frames.allSatisfy { $0.id?.hasPrefix("\(stream).") == true })
        #expect(
          try answer.types == [
            "start", "start-step", "text-start", "text-delta", "text-delta", "text-end", "finish-step",
            "finish",
          ])
        #expect(
          try answer.chunks[0] == ["type": "start", "messageId": .string(answer.head["x-message-id"] ?? "")])
        #expect(try answer.chunks.last == ["type": "finish"], "the oldest clients know no finishReason")
        #expect(try answer.replyText == "Hello, world")

        let messages = try await visitor.messages()
        #expect(messages.map { $0["id"]?.stringValue } == ["m1", answer.head["x-message-id"]])
        #expect(messages.map { $0["role"] } == ["user", "assistant"])
        #expect(messages.map { $0["status"] } == ["complete", "complete"])
        #expect(messages[1]["streamId"]?.stringValue == stream)
        #expect(provider.requests.map(\.messages.count) == [1])
      }
    }
  }

  /// Nobody can tell a finished reply from one that was begun by this request.
  @Test func `the request of a trace goes on in its trace`() async throws {
    try await TestServer.with { server in
      let trace = "0af7651916cd43dd8448eb211c80319c"
      let answer = try await server.visitor().ask("Hi", ("traceparent", "00-\(trace)-b7ad6b7169203331-01"))
      #expect(answer.head["traceparent"]?.hasPrefix("00-\(trace)-") == true)
      #expect(answer.head["traceparent"]?.contains("b7ad6b7169203331") == false)
    }
  }

  @Test(arguments: ["6", "7"]) func `a newer client gets newer fields`(version: String) async throws {
    try await TestServer.with { server in
      let visitor = server.visitor()
      let answer = try await visitor.ask("Hi", ("x-holdfast-sdk", version))
      #expect(try answer.chunks.last == ["type": "finish", "finishReason": "stop"])
      // What the stream began with counts, not who reads it.
      #expect(try await visitor.ask("Hi").lines == answer.lines)
    }
  }

  @Test(arguments: ["5", "8", "six", "6.0"]) func `any other number means the oldest`(version: String)
    async throws
  {
    try await TestServer.with { server in
      let answer = try await server.visitor().ask("Hi", ("x-holdfast-sdk", version))
      #expect(try answer.chunks.last == ["type": "finish"])
    }
  }

  @Test func `the forms of a body`() async throws {
    let message = #"{"id":"ID","role":"user","parts":[{"type":"text","text":"Hi"}]}"#
    let forms = [
      #"{"id":"s1","message":M}"#,
      #"{"id":"s1","messages":[M],"trigger":"submit-user-message"}"#,
      #"{"id":"s1","messages":[{"nonsense":[1,2]},"not read",M],"extra":{"a":[null]},"messageId":null}"#,
      #"{"messages":[],"message":M,"id":"s1","onActive":"supersede"}"#,
    ]
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      for (index, form) in forms.enumerated() {
        let body = form.replacing("M", with: message.replacing("ID", with: "m\(index)"))
        let answer = try await visitor.send("POST", "/api/chat", .json(body))
        #expect(answer.status == 200, "\(body): \(answer.text)")
      }
      // What was said before comes from the store alone.
      #expect(provider.requests.map(\.messages.count) == [1, 3, 5, 7])
      #expect(provider.requests.allSatisfy { !"\($0)".contains("not read") })
    }
  }

  @Test func `files and data are kept and passed on`() async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      let parts: JSONValue = [
        ["type": "text", "text": "What is this?"],
        ["type": "file", "mediaType": "image/png", "url": "data:image/png;base64,iVBORw0KGgo="],
        [
          "type": "file", "mediaType": "image/png", "url": "https://example.org/a.png?b=c",
          "filename": "a.png",
        ],
        ["type": "file", "mediaType": "text/plain", "url": "data:text/plain,A%20brief%20note"],
        ["type": "data-place", "id": "p1", "data": ["lat": 1]],
      ]
      let body = #"{"id":"s1","message":{"id":"m1","role":"user","metadata":{"a":1},"parts":\#(parts.text)}}"#
      let answer = try await visitor.send("POST", "/api/chat", .json(body))
      #expect(answer.status == 200, "\(answer.text)")
      #expect(try await visitor.messages()[0]["parts"] == parts)
      #expect(try await visitor.messages()[0]["metadata"] == ["a": 1])
      #expect(
        provider.requests.first?.messages.first?.parts.map(\.type) == [
          "text", "file", "file", "file", "data-place",
        ])
    }
  }

  @Test func `when the conversation store takes no claim, no provider is called`() async throws {
    let provider = TestProvider.saying()
    try await TestServer.with(provider) { server in
      server.stores.conversations.ledger.fail(.unavailable)
      let answer = try await server.visitor().ask()
      try ErrorShape.check(answer, status: 503, code: "STORE_UNAVAILABLE")
      #expect(answer.head["retry-after"] != nil)
      #expect(provider.callCount == 0)
    }
  }

  @Test func `when the stream log has no room, no provider is called, and a repeat succeeds`()
    async throws
  {
    let provider = TestProvider.saying()
    try await TestServer.with(provider, configure: { $0.engine.registrationWait = .milliseconds(50) }) {
      server in
      let visitor = server.visitor()
      server.stores.log.ledger.fail(.full)
      try ErrorShape.check(try await visitor.ask(), status: 503)
      #expect(provider.callCount == 0)
      server.stores.log.ledger.fail(nil)
      let answer = try await visitor.ask()
      #expect(try answer.replyText == "Hello, world")
      #expect(provider.callCount == 1)
      #expect(try await visitor.messages().count == 2)
    }
  }
}
