import HoldfastEngine
import HoldfastModel
import HoldfastTesting
import Testing

/// What another model must not go on with.
enum NeverSpliced: String, Sendable, CaseIterable {
  /// The arguments of a tool call have begun.
  case toolCall
  /// The model is thinking.
  case reasoning
  /// The reply is one piece of JSON.
  case json

  var scenario: UpstreamScenario {
    switch self {
    case .toolCall: UpstreamScenario(fault: .toolCallCut)
    case .reasoning: UpstreamScenario(fault: .toolCallCut, variant: 1)
    case .json:
      UpstreamScenario(text: #"{"city": "München", "degrees": 21, "sky": "clear"}"#, fault: .quietEnd)
    }
  }

  /// Why the reply is not continued.
  var obstacle: String {
    switch self {
    case .toolCall: "tool_call"
    case .reasoning: "reasoning"
    case .json: "structured"
    }
  }
}

@Suite(.timeLimit(.minutes(10)))
struct `A reply that another model must not go on with` {
  @Test(arguments: NeverSpliced.allCases, UpstreamFormat.allCases)
  func `ends as it is, and nobody else is asked`(kind: NeverSpliced, format: UpstreamFormat) async throws {
    try await withScriptedUpstream { request in
      var scenario = kind.scenario
      scenario.cut = 20
      if request.model == "second" { scenario.fault = nil }
      return scenario
    } body: { upstream in
      let chain = Chain(upstream: upstream, format: format)
      let targets = [chain.target("first"), chain.target("second", rank: 1)]
      try await Chain.serve(targets, agent: { if kind == .json { $0.format = .json } }) { server in
        let visitor = server.visitor()
        let answer = try await visitor.ask()
        let types = try answer.types
        #expect(types.suffix(3) == ["data-notice", "abort", "error"])
        #expect(!types.contains("data-seam") && !types.contains("finish"))
        #expect(!types.contains("tool-input-available"), "a call that was cut may not be made")
        try await server.untilQuiet()
        let saved = try #require(try await visitor.messages().dropFirst().first)
        #expect(saved["status"] == "interrupted")
        #expect(saved.messageText == (try answer.replyText))
        #expect(upstream.requests.map(\.model) == ["first"])
        let reasons = try await server.metric("holdfast_not_continued_total", by: "reason")
        #expect(reasons == [kind.obstacle: 1])
        let stream = try #require(answer["x-stream-id"])
        #expect(try await visitor.get("/api/streams/\(stream)").json["state"] == "aborted")
      }
    }
  }
}
