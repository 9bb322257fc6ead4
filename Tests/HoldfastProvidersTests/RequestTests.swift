import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct RequestTests {
  @Test func `a request asks for a stream with usage`() async throws {
    let request = ModelRequest(system: "Be brief.", messages: [.user("Hello")])
    let sent = try await send(request)
    #expect(sent.line == "POST /v1/chat/completions HTTP/1.1")
    #expect(sent.header("authorization") == "Bearer test-key-0123456789")
    #expect(sent.header("content-type") == "application/json")
    #expect(sent.header("accept") == "text/event-stream")
    #expect(
      try sent.json.text
        == #"{"model":"model-1","messages":[{"role":"system","content":"Be brief."},"#
        + #"{"role":"user","content":"Hello"}],"stream":true,"stream_options":{"include_usage":true}}"#)
  }

  @Test func `usage, key and query follow the configuration`() async throws {
    let sent = try await send(.hello) { configuration in
      configuration.includeUsage = false
      configuration.key = nil
      configuration.baseURL += "/?api-version=1"
    }
    #expect(sent.line == "POST /v1/chat/completions?api-version=1 HTTP/1.1")
    #expect(sent.header("authorization") == nil)
    #expect(try sent.json["stream_options"] == nil)
  }

  @Test func `a conversation with nothing to send is refused without asking`() async throws {
    try await withProvider([UpstreamAct.stream([stop])]) { provider, upstream in
      let data = try MessagePart.json(#"{"type":"data-x","data":1}"#)
      for messages in [[], [.user(" ")], [.user([data])], [.assistant([])]] as [[UIMessage]] {
        let outcome = await provider.outcome(of: ModelRequest(system: "s", messages: messages))
        #expect(outcome.failure?.kind == .refused)
      }
      #expect(upstream.requests.isEmpty)
    }
  }

  static let conversations: [(name: String, parts: [String], messages: String)] = [
    (
      "text parts of one reply are one message",
      [
        #"{"type":"step-start"}"#, #"{"type":"text","text":"Hel"}"#, #"{"type":"step-start"}"#,
        #"{"type":"text","text":"lo"}"#,
      ],
      #"[{"role":"assistant","content":"Hello"}]"#
    ),
    (
      "reasoning, data, sources and files are not sent back",
      [
        #"{"type":"reasoning","text":"hm"}"#, #"{"type":"data-x","data":{"secret":1}}"#,
        #"{"type":"source-url","sourceId":"1","url":"https://a.test"}"#,
        #"{"type":"file","mediaType":"image/png","url":"data:,x"}"#, #"{"type":"text","text":"Hi"}"#,
      ],
      #"[{"role":"assistant","content":"Hi"}]"#
    ),
    ("a reply of reasoning alone is left out", [#"{"type":"reasoning","text":"hm"}"#], "[]"),
    ("a reply of white space alone is left out", [#"{"type":"text","text":"\n"}"#], "[]"),
    (
      "steps with tools are turns of their own",
      [
        #"{"type":"step-start"}"#, #"{"type":"text","text":"Let me look."}"#,
        #"{"type":"tool-weather","toolCallId":"a","state":"output-available","input":{"city":"Oslo"},"output":{"t":3}}"#,
        #"{"type":"dynamic-tool","toolName":"time","toolCallId":"b","state":"output-available","input":{},"output":"noon"}"#,
        #"{"type":"step-start"}"#, #"{"type":"text","text":"3 degrees at noon."}"#,
      ],
      #"[{"role":"assistant","content":"Let me look.","tool_calls":["#
        + #"{"id":"a","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}},"#
        + #"{"id":"b","type":"function","function":{"name":"time","arguments":"{}"}}]},"#
        + #"{"role":"tool","tool_call_id":"a","content":"{\"t\":3}"},"#
        + #"{"role":"tool","tool_call_id":"b","content":"noon"},"#
        + #"{"role":"assistant","content":"3 degrees at noon."}]"#
    ),
    (
      "text behind a call is a turn of its own without a step too",
      [
        #"{"type":"tool-f","toolCallId":"a","state":"output-available","input":{},"output":null}"#,
        #"{"type":"text","text":"Done."}"#,
      ],
      #"[{"role":"assistant","content":null,"tool_calls":["#
        + #"{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},"#
        + #"{"role":"tool","tool_call_id":"a","content":"(no output)"},{"role":"assistant","content":"Done."}]"#
    ),
    (
      "text behind a call, within its step, stands before the answer",
      [
        #"{"type":"step-start"}"#,
        #"{"type":"tool-f","toolCallId":"a","state":"output-available","input":{},"output":1}"#,
        #"{"type":"text","text":"Wait."}"#, #"{"type":"step-start"}"#, #"{"type":"text","text":"Done."}"#,
      ],
      #"[{"role":"assistant","content":"Wait.","tool_calls":["#
        + #"{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},"#
        + #"{"role":"tool","tool_call_id":"a","content":"1"},{"role":"assistant","content":"Done."}]"#
    ),
  ]

  @Test(arguments: conversations) func `a reply goes back as the messages it was`(
    _ name: String, _ parts: [String], _ messages: String
  ) async throws {
    let reply = UIMessage.assistant(try parts.map { try MessagePart.json($0) })
    let sent = try await send(ModelRequest(messages: [reply, .user("Go on")]))
    let expected = (try JSONParser.parse(messages).arrayValue ?? []) + [["role": "user", "content": "Go on"]]
    #expect(try sent.json["messages"] == .array(expected))
  }

  /// Sends one request and returns what arrived.
  private func send(
    _ request: ModelRequest, configure: (inout OpenAICompatibleConfiguration) -> Void = { _ in }
  ) async throws -> UpstreamRequest {
    try await withProvider([UpstreamAct.stream([stop, done])], configure: configure) { provider, upstream in
      try await provider.reply(to: request) { _ in }
      return try #require(upstream.requests.first)
    }
  }
}
