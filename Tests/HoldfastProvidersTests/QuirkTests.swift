import HoldfastModel
import HoldfastProviders
import Testing

/// What OpenAI-compatible servers do each in their own way.
@Suite(.timeLimit(.minutes(1))) struct QuirkTests {
  static let reasoning: [(fields: [String], delta: String, events: [ProviderEvent])] = [
    (
      ["reasoning_content", "reasoning"], #"{"reasoning":"b","reasoning_content":"a"}"#,
      [.reasoningDelta("a")]
    ),
    (
      ["reasoning", "reasoning_content"], #"{"reasoning":"b","reasoning_content":"a"}"#,
      [.reasoningDelta("b")]
    ),
    (
      ["reasoning", "reasoning_content"], #"{"reasoning":"","reasoning_content":"a"}"#, [.reasoningDelta("a")]
    ),
    (["thoughts"], #"{"thoughts":"c","reasoning":"b"}"#, [.reasoningDelta("c")]),
    (["reasoning"], #"{"reasoning":{"text":"no string"}}"#, []),
    ([], #"{"reasoning":"b"}"#, []),
  ]

  @Test(arguments: reasoning) func `reasoning is where the configuration says`(
    _ fields: [String], _ delta: String, _ events: [ProviderEvent]
  ) async throws {
    let outcome = try await play(UpstreamAct.stream([chunk(delta), stop, done])) {
      $0.reasoningFields = fields
    }
    #expect(outcome.events == events + [.finish(.stop)])
  }

  @Test(arguments: OpenAICompatibleConfiguration.TokenLimit.allCases)
  func `the limit of tokens goes under the configured name, and only when there is one`(
    _ limit: OpenAICompatibleConfiguration.TokenLimit
  ) async throws {
    let names = OpenAICompatibleConfiguration.TokenLimit.allCases.map(\.rawValue)
    let limited = ModelRequest(messages: [.user("Hello")], maximumOutputTokens: 12)
    let sent = try await send(limited) { $0.tokenLimit = limit }
    for name in names { #expect(sent[name] == (name == limit.rawValue ? 12 : nil)) }
    let free = try await send(.hello) { $0.tokenLimit = limit }
    for name in names { #expect(free[name] == nil) }
  }

  @Test func `the limit of tokens has the name that every server knows`() async throws {
    let sent = try await send(ModelRequest(messages: [.user("Hello")], maximumOutputTokens: 12))
    #expect(sent["max_tokens"] == 12)
  }

  @Test func `JSON is asked for, and spoken of where nobody did`() async throws {
    let silent = try await send(ModelRequest(messages: [.user("Hello")], format: .json))
    #expect(silent["response_format"] == ["type": "json_object"])
    #expect(silent["messages"]?.arrayValue?.first?["role"] == "system")
    #expect(silent["messages"]?.arrayValue?.first?["content"]?.stringValue?.contains("JSON") == true)
    let spoken = try await send(
      ModelRequest(system: "s", messages: [.user("As json, please")], format: .json))
    #expect(spoken["response_format"] == ["type": "json_object"])
    #expect(spoken["messages"]?.arrayValue?.first == ["role": "system", "content": "s"])
    #expect(try await send(.hello)["response_format"] == nil)
  }

  private func send(
    _ request: ModelRequest, configure: (inout OpenAICompatibleConfiguration) -> Void = { _ in }
  ) async throws -> JSONValue {
    try await withProvider([UpstreamAct.stream([stop, done])], configure: configure) { provider, upstream in
      try await provider.reply(to: request) { _ in }
      return try #require(upstream.requests.first).json
    }
  }
}
