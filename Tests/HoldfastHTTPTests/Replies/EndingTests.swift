import HoldfastStores
import HoldfastEngine
import Holdfast
import HoldfastModel
import Testing

/// How each stream ends on the wire.
struct EndingCase: Sendable, CustomTestStringConvertible {
  var name: String
  var acts: [TestProvider.Act]
  var state: TerminalState
  /// The types after the last step.
  var closing: [String]
  var notice: String?
  /// The reason that newer clients are told.
  var reason: String?
  /// The status of the saved reply; `nil` when there is none.
  var saved: String?
  var error: (status: Int, code: String)?

  var testDescription: String { name }

  static let all: [EndingCase] = [
    EndingCase(
      name: "stop", acts: [.text("A"), .stop], state: .finished, closing: ["finish"], reason: "stop",
      saved: "complete"),
    EndingCase(
      name: "length", acts: [.text("A"), .event(.finish(.length))], state: .finished,
      closing: ["data-notice", "finish"], notice: "LENGTH_LIMIT", reason: "length", saved: "complete"),
    EndingCase(
      name: "filter", acts: [.text("A"), .event(.finish(.contentFilter))], state: .finished,
      closing: ["data-notice", "finish"], notice: "CONTENT_FILTER", reason: "content-filter",
      saved: "complete"),
    EndingCase(
      name: "tool calls",
      acts: [
        .event(.toolCallStart(index: 0, id: "c", name: "look")), .event(.toolCallEnd(index: 0)),
        .event(.finish(.toolCalls)),
      ], state: .finished, closing: ["finish"], reason: "tool-calls", saved: "complete"),
    EndingCase(name: "finished, empty", acts: [.stop], state: .finished, closing: ["finish"], reason: "stop"),
    EndingCase(
      name: "cut", acts: [.text("A")], state: .aborted, closing: ["data-notice", "abort", "error"],
      notice: "PROVIDER_CUT", saved: "interrupted", error: (503, "PROVIDER_CUT")),
    EndingCase(
      name: "refusal", acts: [.text("A"), .event(.finish(.refusal))], state: .finished,
      closing: ["data-notice", "finish"], notice: "MODEL_REFUSAL", reason: "content-filter",
      saved: "complete"),
    EndingCase(
      name: "stalled", acts: [.text("A"), .fail(.stall)], state: .aborted,
      closing: ["data-notice", "abort", "error"], notice: "PROVIDER_STALLED", saved: "interrupted",
      error: (504, "PROVIDER_STALLED")),
    EndingCase(
      name: "nothing", acts: [], state: .failed, closing: ["error"], error: (503, "PROVIDER_CUT")),
    EndingCase(
      name: "overload", acts: [.fail(.overload)], state: .failed, closing: ["error"],
      error: (503, "PROVIDER_OVERLOADED")),
    EndingCase(
      name: "stalled at once", acts: [.fail(.stall)], state: .failed, closing: ["error"],
      error: (504, "PROVIDER_STALLED")),
    EndingCase(
      name: "refused", acts: [.fail(.refused)], state: .failed, closing: ["error"],
      error: (422, "PROVIDER_REFUSED")),
  ]
}

@Suite(.timeLimit(.minutes(1)))
struct `How a stream ends` {
  private static func closing(of answer: Answer) throws -> [JSONValue] {
    let chunks = try answer.chunks
    let first = chunks.lastIndex { $0["type"] == "finish-step" }.map { $0 + 1 } ?? 1
    return Array(chunks[first...])
  }

  private static func check(_ notice: JSONValue, code: String?) {
    #expect(notice["transient"] == true)
    #expect(notice["data"]?["code"]?.stringValue == code)
    for name in ["key", "message", "phase", "level", "action"] {
      #expect(notice["data"]?[name]?.stringValue?.isEmpty == false, "\(name)")
    }
    #expect(notice["data"]?["at"]?.intValue ?? 0 > 1_600_000_000_000)
  }

  @Test(arguments: EndingCase.all, [nil, "6"] as [String?])
  func `by the provider`(ending: EndingCase, version: String?) async throws {
    try await TestServer.with(TestProvider(ending.acts)) { server in
      let visitor = version.map { server.visitor().with(("x-holdfast-sdk", $0)) } ?? server.visitor()
      let answer = try await visitor.ask()
      #expect(answer.status == 200)
      #expect(answer.text.hasSuffix("data: [DONE]\n\n"))
      let closing = try Self.closing(of: answer)
      #expect(closing.map { $0["type"]?.stringValue } == ending.closing)
      #expect(
        closing.filter { $0["type"] == "finish" }.allSatisfy {
          $0["finishReason"]?.stringValue == (version == nil ? nil : ending.reason)
        })
      #expect(
        closing.filter { $0["type"] == "abort" }.allSatisfy {
          $0["reason"]?.stringValue == (version == nil ? nil : ending.state.rawValue)
        })
      for notice in closing where notice["type"] == "data-notice" { Self.check(notice, code: ending.notice) }
      if let error = ending.error {
        let text = try #require(closing.last?["errorText"]?.stringValue)
        let json = try JSONParser.parse(text)
        ErrorShape.check(json, status: error.status, code: error.code)
        #expect(json["metadata"]?["streamId"]?.stringValue == answer.head["x-stream-id"])
        #expect(!text.contains("Hello"), "no prompt in an error")
      }
      try await server.untilQuiet()
      let messages = try await visitor.messages()
      #expect(messages.dropFirst().map { $0["status"]?.stringValue } == (ending.saved.map { [$0] } ?? []))
      let stream = try #require(answer.head["x-stream-id"])
      let state = try await visitor.get("/api/streams/\(stream)").json
      #expect(state["state"]?.stringValue == ending.state.rawValue)
      #expect(state["length"]?.intValue == answer.frames.count)
      #expect(state["saved"] == true)
      #expect(state["ownerAlive"] == false)
    }
  }

  @Test(arguments: [nil, "6"] as [String?]) func `by a stop`(version: String?) async throws {
    let provider = TestProvider([.text("Half"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = version.map { server.visitor().with(("x-holdfast-sdk", $0)) } ?? server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      #expect(try await visitor.stop().json["state"] == "stopped")
      let answer = try await reply.readToEnd()
      let closing = try Self.closing(of: answer)
      #expect(closing.map { $0["type"] } == ["data-notice", "abort"])
      Self.check(closing[0], code: "STOPPED")
      #expect(closing[1] == (version == nil ? ["type": "abort"] : ["type": "abort", "reason": "stopped"]))
      #expect(try answer.types.contains("text-end"), "what was open is closed")
      try await server.untilQuiet()
      #expect(try await visitor.messages()[1]["status"] == "interrupted")
    }
  }

  @Test(arguments: [true, false]) func `by the server's shutdown`(isDelivered: Bool) async throws {
    let provider = TestProvider(isDelivered ? [.text("Half"), .hold] : [.hold])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      _ = try await reply.read(until: isDelivered ? "Half" : "start")
      await server.engine.shutDown()
      let answer = try await reply.readToEnd()
      let closing = try Self.closing(of: answer)
      #expect(closing.map { $0["type"] } == (isDelivered ? ["data-notice", "abort", "error"] : ["error"]))
      let error = try JSONParser.parse(try #require(closing.last?["errorText"]?.stringValue))
      ErrorShape.check(error, status: 503, code: "INTERRUPTED")
      let stream = try #require(answer.head["x-stream-id"])
      try await server.untilQuiet()
      let state = try await visitor.get("/api/streams/\(stream)").json["state"]
      #expect(state == (isDelivered ? "interrupted" : "failed"))
      // A node on its way down takes nothing new, and says for how long.
      try ErrorShape.check(try await visitor.ask("More", message: "m2"), status: 503, code: "SHUTTING_DOWN")
    }
  }

  /// P5: the end says that the reply is still being saved, and later it is.
  @Test func `P5 while the conversation store is away`() async throws {
    let provider = TestProvider([.text("Kept"), .hold, .stop])
    try await TestServer.with(
      provider,
      configure: { configuration in
        configuration.engine.settleBudget = .milliseconds(100)
        configuration.engine.reconcileInterval = .milliseconds(50)
      }
    ) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      server.stores.conversations.ledger.fail(.unavailable)
      provider.resume()
      let answer = try await reply.readToEnd()
      let closing = try Self.closing(of: answer)
      #expect(closing.map { $0["type"] } == ["data-notice", "finish"])
      #expect(closing[0]["data"]?["code"] == "SAVING")
      let stream = try #require(answer.head["x-stream-id"])
      #expect(try await visitor.get("/api/streams/\(stream)/raw").text == "Kept\n")
      #expect(try await visitor.get("/api/streams/\(stream)").json["saved"] == false)
      server.stores.conversations.ledger.fail(nil)
      try await server.until { try await visitor.get("/api/streams/\(stream)").json["saved"] == true }
      #expect(try await visitor.messages().count == 2)
    }
  }

  @Test func `P5 a reply that is refused for good is announced with its id and a download`() async throws {
    let provider = TestProvider([.text("Too much"), .hold, .stop])
    try await TestServer.with(provider) { server in
      let visitor = server.visitor()
      var reply = try await visitor.begin()
      try await provider.held()
      server.stores.conversations.ledger.fail(.refused, reads: false)
      provider.resume()
      let answer = try await reply.readToEnd()
      let closing = try Self.closing(of: answer)
      #expect(closing.map { $0["type"] } == ["error"])
      let error = try JSONParser.parse(try #require(closing[0]["errorText"]?.stringValue))
      ErrorShape.check(error, status: 503, code: "PERSISTENCE_FAILED")
      #expect(error["metadata"]?["messageId"]?.stringValue == answer.head["x-message-id"])
      let download = try #require(error["metadata"]?["download"]?.stringValue)
      #expect(try await visitor.get(download).text == "Too much\n")
    }
  }
}
