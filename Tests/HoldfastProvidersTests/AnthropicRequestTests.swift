import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct AnthropicRequestTests {
  @Test func `a request for a message asks for a stream`() async throws {
    let sent = try await send(ModelRequest(system: "Be brief.", messages: [.user("Hello")]))
    #expect(sent.line == "POST /v1/messages HTTP/1.1")
    #expect(sent.header("x-api-key") == "test-key-0123456789")
    #expect(sent.header("authorization") == nil)
    #expect(sent.header("anthropic-version") == "2023-06-01")
    #expect(sent.header("content-type") == "application/json")
    #expect(
      try sent.json.text
        == #"{"model":"claude-1","max_tokens":4096,"system":"Be brief.","messages":[{"role":"user","#
        + #""content":[{"type":"text","text":"Hello"}]}],"stream":true}"#)
  }

  @Test func `key, version, query and limits follow the configuration and the request`() async throws {
    let limited = ModelRequest(messages: [.user("Hello")], maximumOutputTokens: 12)
    let sent = try await send(limited) { configuration in
      configuration.key = nil
      configuration.version = "2099-01-01"
      configuration.baseURL += "/?beta=true"
      configuration.maximumOutputTokens = 99
    }
    #expect(sent.line == "POST /v1/messages?beta=true HTTP/1.1")
    #expect(sent.header("x-api-key") == nil)
    #expect(sent.header("anthropic-version") == "2099-01-01")
    #expect(try sent.json["max_tokens"] == 12)
    #expect(try sent.json["system"] == nil)
    #expect(try await send(.hello) { $0.maximumOutputTokens = 99 }.json["max_tokens"] == 99)
    #expect(AnthropicConfiguration(name: "a", model: "m").baseURL == "https://api.anthropic.com/v1")
  }

  @Test func `an answer that is to be JSON is asked for in the system text`() async throws {
    let plain = try await send(ModelRequest(messages: [.user("Hello")], format: .json)).json["system"]
    #expect(plain?.stringValue?.contains("one valid JSON object") == true)
    let both = try await send(ModelRequest(system: "Be brief.", messages: [.user("Hello")], format: .json))
    #expect(
      try both.json["system"]?.stringValue?.hasPrefix("Be brief.\n\nAnswer with one valid JSON") == true)
    #expect(try both.json["messages"]?.arrayValue?.count == 1)
  }

  static let conversations: [(name: String, messages: [UIMessage], sent: String)] = [
    (
      "messages of one role in a row are one, without empty text",
      [
        .user("One"), .user(""), .user([.text("Two"), .text(" "), .text("Three")]), .assistant([.text("\n")]),
      ],
      #"[{"role":"user","content":[{"type":"text","text":"One"},{"type":"text","text":"Two"},"#
        + #"{"type":"text","text":"Three"},{"type":"text","text":"Go on"}]}]"#
    ),
    (
      "an assistant that begins is given a user before it",
      [.assistant([.text("Welcome!")])],
      #"[{"role":"user","content":[{"type":"text","text":"(The conversation begins with the assistant.)"}]},"#
        + #"{"role":"assistant","content":[{"type":"text","text":"Welcome!"}]},"#
        + #"{"role":"user","content":[{"type":"text","text":"Go on"}]}]"#
    ),
    (
      "replies in a row are one",
      [.user("A"), .assistant([.text("B ")]), .assistant([.text("C")])],
      #"[{"role":"user","content":[{"type":"text","text":"A"}]},"#
        + #"{"role":"assistant","content":[{"type":"text","text":"B "},{"type":"text","text":"C"}]},"#
        + #"{"role":"user","content":[{"type":"text","text":"Go on"}]}]"#
    ),
  ]

  @Test(arguments: conversations) func `roles take turns, and the first is the user's`(
    _ name: String, _ messages: [UIMessage], _ expected: String
  ) async throws {
    let sent = try await send(ModelRequest(messages: messages + [.user("Go on")]))
    #expect(try sent.json["messages"] == JSONParser.parse(expected))
    #expect(try sent.json["tools"] == nil)
  }

  @Test func `system messages join the system text`() async throws {
    let note = UIMessage(id: MessageID(rawValue: "s"), role: .system, parts: [.text("Speak French.")])
    let sent = try await send(ModelRequest(system: "Be brief.", messages: [note, .user("Hello")]))
    #expect(try sent.json["system"] == "Be brief.\n\nSpeak French.")
    #expect(try sent.json["messages"]?.arrayValue?.count == 1)
  }

  @Test func `steps with tools take turns with their results`() async throws {
    let parts = try [
      #"{"type":"step-start"}"#, #"{"type":"reasoning","text":"hm"}"#,
      #"{"type":"text","text":"Let me look."}"#,
      #"{"type":"tool-weather","toolCallId":"a","state":"output-available","input":{"city":"Oslo"},"output":{"t":3}}"#,
      #"{"type":"dynamic-tool","toolName":"time","toolCallId":"b.1","state":"input-available","input":"x"}"#,
      #"{"type":"step-start"}"#, #"{"type":"text","text":"3 degrees."}"#,
      #"{"type":"tool-weather","toolCallId":"a","state":"output-error","input":{},"errorText":"no net"}"#,
    ].map { try MessagePart.json($0) }
    let sent = try await send(ModelRequest(messages: [.user("Hm?"), .assistant(parts), .user("Go on")])).json
    let expected =
      #"[{"role":"user","content":[{"type":"text","text":"Hm?"}]},"#
      + #"{"role":"assistant","content":[{"type":"text","text":"Let me look."},"#
      + #"{"type":"tool_use","id":"a","name":"weather","input":{"city":"Oslo"}},"#
      + #"{"type":"tool_use","id":"call_1","name":"time","input":{"input":"x"}}]},"#
      + #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"{\"t\":3}"},"#
      + #"{"type":"tool_result","tool_use_id":"call_1","content":"This tool call was interrupted and has no result.","is_error":true}]},"#
      + #"{"role":"assistant","content":[{"type":"text","text":"3 degrees."},"#
      + #"{"type":"tool_use","id":"call_2","name":"weather","input":{}}]},"#
      + #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_2","content":"The tool failed: no net","is_error":true},"#
      + #"{"type":"text","text":"Go on"}]}]"#
    #expect(try sent["messages"] == JSONParser.parse(expected))
    // Without definitions a conversation with calls is refused; none of them may be called.
    #expect(
      try sent["tools"]
        == JSONParser.parse(
          #"[{"name":"weather","input_schema":{"type":"object"}},{"name":"time","input_schema":{"type":"object"}}]"#
        ))
    #expect(sent["tool_choice"] == ["type": "none"])
  }

  @Test(arguments: PoisonedHistoryTests.parts)
  func `every call has a result and an input that is an object`(
    _ part: String, _ arguments: String, _ output: String
  ) async throws {
    var json = try JSONParser.parse(part).objectValue ?? JSONObject()
    json["type"] = "tool-f"
    json["toolCallId"] = "a"
    let messages: [UIMessage] = [.user("A"), .assistant([try #require(MessagePart(json: json))]), .user("B")]
    let sent = try await send(ModelRequest(messages: messages)).json["messages"]?.arrayValue ?? []
    #expect(sent.count == 3)
    #expect(try sent[1]["content"]?.arrayValue?.first?["input"] == JSONParser.parse(arguments))
    let result = sent[2]["content"]?.arrayValue?.first
    #expect(result?["tool_use_id"] == "a")
    #expect(result?["content"] == .string(output))
    let hasResult = json["state"] == "output-available"
    #expect(result?["is_error"] == (hasResult ? nil : true))
  }

  static let files: [(file: String, block: String)] = [
    (
      #"{"mediaType":"image/png","url":"data:image/png;base64,AAAA"}"#,
      #"{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}"#
    ),
    (
      #"{"mediaType":"image/GIF","url":"data:image/gif,%00%00%00"}"#,
      #"{"type":"image","source":{"type":"base64","media_type":"image/gif","data":"AAAA"}}"#
    ),
    (
      #"{"mediaType":"image/jpeg","url":"https://a.test/b.jpg"}"#,
      #"{"type":"image","source":{"type":"url","url":"https://a.test/b.jpg"}}"#
    ),
    (
      #"{"mediaType":"application/pdf","filename":"a.pdf","url":"data:application/pdf;base64,AAAA"}"#,
      #"{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"},"title":"a.pdf"}"#
    ),
    (
      #"{"mediaType":"application/pdf","url":"https://a.test/b.pdf"}"#,
      #"{"type":"document","source":{"type":"url","url":"https://a.test/b.pdf"}}"#
    ),
    (
      #"{"mediaType":"text/plain","filename":"a.txt","url":"data:text/plain;base64,w6k="}"#,
      #"{"type":"text","text":"[file: a.txt, text/plain]\né"}"#
    ),
    (
      #"{"mediaType":"image/tiff","url":"data:image/tiff;base64,AAAA"}"#,
      #"{"type":"text","text":"[a file that cannot be read here: image/tiff]"}"#
    ),
    (
      #"{"mediaType":"image/png","url":"data:image/png;base64,"}"#,
      #"{"type":"text","text":"[a file that cannot be read here: image/png]"}"#
    ),
    (
      #"{"mediaType":"image/png","url":"file:///etc/passwd"}"#,
      #"{"type":"text","text":"[a file that cannot be read here: image/png]"}"#
    ),
    (#"{}"#, #"{"type":"text","text":"[a file that cannot be read here: application/octet-stream]"}"#),
  ]

  @Test(arguments: files) func `a file goes as the API takes it`(_ file: String, _ block: String) async throws
  {
    var json = try JSONParser.parse(file).objectValue ?? JSONObject()
    json["type"] = "file"
    let attached = try #require(MessagePart(json: json))
    let sent = try await send(ModelRequest(messages: [.user([.text("Look:"), attached])])).json
    let content: [JSONValue] = [["type": "text", "text": "Look:"], try JSONParser.parse(block)]
    #expect(sent["messages"]?.arrayValue?.first?["content"] == .array(content))
  }

  @Test func `a conversation that does not end with the user is refused without asking`() async throws {
    try await withAnthropic([UpstreamAct.stream(messageEnd)]) { provider, upstream in
      let data = try MessagePart.json(#"{"type":"data-x","data":1}"#)
      for messages in [
        [], [.user(" ")], [.user([data])], [.user("Hi"), .assistant([.text("Ho")])],
        [.user("Hi"), .assistant([.text("Ho")]), .user([data])],
      ] as [[UIMessage]] {
        let outcome = await provider.outcome(of: ModelRequest(system: "s", messages: messages))
        #expect(outcome.failure?.kind == .refused)
      }
      #expect(upstream.requests.isEmpty)
    }
  }

  private func send(
    _ request: ModelRequest, configure: (inout AnthropicConfiguration) -> Void = { _ in }
  ) async throws -> UpstreamRequest {
    let acts = UpstreamAct.stream([messageStart()] + messageEnd)
    return try await withAnthropic([acts], configure: configure) { provider, upstream in
      try await provider.reply(to: request) { _ in }
      return try #require(upstream.requests.first)
    }
  }
}
