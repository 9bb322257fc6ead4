import HoldfastModel
import HoldfastProviders
import Testing

/// How models are told of tools, and of what became of their calls in the reply that they go on with.
@Suite(.timeLimit(.minutes(1))) struct ToolRequestTests {
  static let weather = ToolDefinition(
    name: "weather", summary: "Tells the weather.",
    inputSchema: [
      "type": "object", "properties": ["city": ["type": "string"]], "required": ["city"],
      "additionalProperties": false,
    ], title: "Weather")
  static let time = ToolDefinition(name: "time", summary: "Tells the time.", inputSchema: [:])
  static let tools = [weather, time]

  // MARK: Definitions

  @Test func `a chat is told of the tools`() async throws {
    let sent = try await chat(ModelRequest(messages: [.user("Hello")], tools: Self.tools))
    let expected =
      #"[{"type":"function","function":{"name":"weather","description":"Tells the weather.","parameters":"#
      + #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"#
      + #""additionalProperties":false}}},"#
      + #"{"type":"function","function":{"name":"time","description":"Tells the time.","parameters":"#
      + #"{"type":"object","properties":{}}}}]"#
    #expect(sent["tools"]?.text == expected)
    #expect(sent["tool_choice"] == nil)
  }

  @Test func `a message is told of the tools`() async throws {
    let sent = try await message(ModelRequest(messages: [.user("Hello")], tools: Self.tools))
    let expected =
      #"[{"name":"weather","description":"Tells the weather.","input_schema":"#
      + #"{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"#
      + #""additionalProperties":false}},"#
      + #"{"name":"time","description":"Tells the time.","input_schema":{"type":"object","properties":{}}}]"#
    #expect(sent["tools"]?.text == expected)
    #expect(sent["tool_choice"] == nil)
  }

  @Test func `no tools are offered where there are none, or the answer is to be JSON`() async throws {
    for request in [
      ModelRequest(messages: [.user("Hello")]),
      ModelRequest(messages: [.user("Hello")], format: .json, tools: Self.tools),
    ] {
      #expect(try await chat(request)["tools"] == nil)
      #expect(try await message(request)["tools"] == nil)
    }
  }

  @Test func `a tool of the past may not be called, whether there are others or not`() async throws {
    let old = try parts(
      #"{"type":"tool-old","toolCallId":"a","state":"output-available","input":{},"output":1}"#)
    let talk: [UIMessage] = [.user("A"), .assistant(old), .user("B")]
    let others = try await message(ModelRequest(messages: talk, tools: [Self.time]))
    #expect(others["tools"]?.arrayValue?.map { $0["name"] } == ["time"])
    #expect(others["tool_choice"] == nil)
    for request in [
      ModelRequest(messages: talk), ModelRequest(messages: talk, format: .json, tools: [Self.time]),
    ] {
      let none = try await message(request)
      #expect(none["tools"] == [["name": "old", "input_schema": ["type": "object"]]])
      #expect(none["tool_choice"] == ["type": "none"])
    }
  }

  // MARK: The reply so far

  /// The parts of a reply whose calls this server made, and what both APIs are sent behind the user's message.
  static let replies: [(name: String, parts: [String], chat: String, message: String)] = [
    (
      "one step",
      [start, text("Let me look."), done("weather", "a", #"{"city":"Oslo"}"#, #"{"t":3}"#)],
      #"[{"role":"assistant","content":"Let me look.","tool_calls":[\#(chatCall("a", "weather", #"{\"city\":\"Oslo\"}"#))]},"#
        + #"{"role":"tool","tool_call_id":"a","content":"{\"t\":3}"}]"#,
      #"[{"role":"assistant","content":[{"type":"text","text":"Let me look."},"#
        + #"{"type":"tool_use","id":"a","name":"weather","input":{"city":"Oslo"}}]},"#
        + #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"{\"t\":3}"}]}]"#
    ),
    (
      "two calls in a step, one of them failed, with text behind them, then a step that is denied",
      [
        start, done("weather", "a", "{}", "3"), failed("time", "b", "no net"), text("I look."),
        start, text("Hm. "), text("Now this."), denied("weather", "c"), start,
      ],
      #"[{"role":"assistant","content":"I look.","tool_calls":[\#(chatCall("a", "weather", "{}")),\#(chatCall("b", "time", "{}"))]},"#
        + #"{"role":"tool","tool_call_id":"a","content":"3"},"#
        + #"{"role":"tool","tool_call_id":"b","content":"The tool failed: no net"},"#
        + #"{"role":"assistant","content":"Hm. Now this.","tool_calls":[\#(chatCall("c", "weather", "{}"))]},"#
        + #"{"role":"tool","tool_call_id":"c","content":"The user did not allow this tool call. The reason: too far"}]"#,
      #"[{"role":"assistant","content":[{"type":"text","text":"I look."},"#
        + #"{"type":"tool_use","id":"a","name":"weather","input":{}},{"type":"tool_use","id":"b","name":"time","input":{}}]},"#
        + #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"3"},"#
        + #"{"type":"tool_result","tool_use_id":"b","content":"The tool failed: no net","is_error":true}]},"#
        + #"{"role":"assistant","content":[{"type":"text","text":"Hm. Now this."},"#
        + #"{"type":"tool_use","id":"c","name":"weather","input":{}}]},"#
        + #"{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"#
        + #""The user did not allow this tool call. The reason: too far","is_error":true}]}]"#
    ),
  ]

  @Test(arguments: replies) func `a reply that calls tools goes back as the steps it was`(
    _ name: String, _ parts: [String], _ chat: String, _ message: String
  ) async throws {
    let reply = UIMessage.assistant(try parts.map { try MessagePart.json($0) })
    let request = ModelRequest(messages: [.user("Weather?"), reply], tools: Self.tools)
    let sentChat = try await self.chat(request)["messages"]?.arrayValue?.dropFirst()
    #expect(try sentChat.map { Array($0) } == JSONParser.parse(chat).arrayValue)
    let sentMessage = try await self.message(request)["messages"]?.arrayValue?.dropFirst()
    #expect(try sentMessage.map { Array($0) } == JSONParser.parse(message).arrayValue)
  }

  @Test func `a call that a person has answered in the meantime has its result`() async throws {
    let reply = UIMessage.assistant(
      try parts(
        Self.start,
        #"{"type":"tool-weather","toolCallId":"a","state":"approval-responded","input":{},"#
          + #""approval":{"id":"x","approved":true},"output":{"t":3},"providerExecuted":true}"#))
    let request = ModelRequest(messages: [.user("Weather?"), reply], tools: Self.tools)
    #expect(try await chat(request)["messages"]?.arrayValue?.last?["content"] == #"{"t":3}"#)
    let result: JSONValue = ["type": "tool_result", "tool_use_id": "a", "content": #"{"t":3}"#]
    let sent = try await message(request)["messages"]?.arrayValue?.last
    #expect(sent == ["role": "user", "content": [result]])
  }

  @Test(arguments: [ContinuationMode.prefill, .userContinue])
  func `what the reply has said behind the results is gone on with there`(_ mode: ContinuationMode)
    async throws
  {
    let reply = UIMessage.assistant(try parts(Self.start, Self.done("weather", "a", "{}", "3")))
    let continuing = ModelRequest.Continuation(text: "It is", mode: mode)
    let request = ModelRequest(
      messages: [.user("Weather?"), reply], continuing: continuing, tools: Self.tools)
    let roles = mode == .prefill ? ["assistant"] : ["assistant", "user"]
    let chat = try await self.chat(request)["messages"]?.arrayValue ?? []
    #expect(chat.map { $0["role"]?.stringValue } == ["user", "assistant", "tool"] + roles)
    #expect(chat[3]["content"] == "It is")
    let message = try await self.message(request)["messages"]?.arrayValue ?? []
    #expect(message.map { $0["role"]?.stringValue } == ["user", "assistant", "user"] + roles)
    #expect(message[3]["content"] == [["type": "text", "text": "It is"]])
  }

  @Test func `an error does not repeat what a tool is said to do`() async throws {
    let body = #"{"error":{"message":"Bad tool: Tells the weather. Really"}}"#
    let request = ModelRequest(messages: [.user("Hello")], tools: Self.tools)
    let outcome = try await play(UpstreamAct.answer(400, body), request: request)
    #expect(outcome.failure?.detail == "HTTP 400: Bad tool: … Really")
  }

  // MARK: Parts

  private static let start = #"{"type":"step-start"}"#

  private static func text(_ text: String) -> String { #"{"type":"text","text":"\#(text)","state":"done"}"# }

  private static func done(_ tool: String, _ id: String, _ input: String, _ output: String) -> String {
    #"{"type":"tool-\#(tool)","toolCallId":"\#(id)","state":"output-available","input":\#(input),"#
      + #""output":\#(output),"providerExecuted":true}"#
  }

  private static func failed(_ tool: String, _ id: String, _ words: String) -> String {
    #"{"type":"dynamic-tool","toolName":"\#(tool)","toolCallId":"\#(id)","state":"output-error","input":{},"#
      + #""errorText":"\#(words)","providerExecuted":true}"#
  }

  private static func denied(_ tool: String, _ id: String) -> String {
    #"{"type":"tool-\#(tool)","toolCallId":"\#(id)","state":"output-denied","input":{},"#
      + #""approval":{"id":"x","approved":false,"reason":"too far"},"providerExecuted":true}"#
  }

  private static func chatCall(_ id: String, _ tool: String, _ arguments: String) -> String {
    #"{"id":"\#(id)","type":"function","function":{"name":"\#(tool)","arguments":"\#(arguments)"}}"#
  }

  private func parts(_ parts: String...) throws -> [MessagePart] {
    try parts.map { try MessagePart.json($0) }
  }

  private func chat(_ request: ModelRequest) async throws -> JSONValue {
    try await withProvider([UpstreamAct.stream([stop, HoldfastProvidersTests.done])]) { provider, upstream in
      try await provider.reply(to: request) { _ in }
      return try #require(upstream.requests.first).json
    }
  }

  private func message(_ request: ModelRequest) async throws -> JSONValue {
    try await withAnthropic([UpstreamAct.stream([messageStart()] + messageEnd)]) { provider, upstream in
      try await provider.reply(to: request) { _ in }
      return try #require(upstream.requests.first).json
    }
  }
}
