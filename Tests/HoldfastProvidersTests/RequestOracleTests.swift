import HoldfastModel
import HoldfastProviders
import Testing

/// Our requests are such as the providers' own packages would send.
@Suite(.timeLimit(.minutes(5))) struct RequestOracleTests {
  /// Conversations of all kinds, by name.
  static func requests() throws -> [(name: String, request: ModelRequest)] {
    let image = try MessagePart.json(
      #"{"type":"file","mediaType":"image/png","url":"data:image/png;base64,AAAA"}"#)
    let photo = try MessagePart.json(
      #"{"type":"file","mediaType":"image/jpeg","url":"https://a.test/b.jpg"}"#)
    let document = try MessagePart.json(
      #"{"type":"file","mediaType":"application/pdf","filename":"a.pdf","url":"data:application/pdf;base64,AAAA"}"#
    )
    let paper = try MessagePart.json(
      #"{"type":"file","mediaType":"application/pdf","url":"https://a.test/b.pdf"}"#)
    let note = try MessagePart.json(
      #"{"type":"file","mediaType":"text/plain","url":"data:text/plain;base64,w6k="}"#)
    let answered = try MessagePart.json(
      #"{"type":"tool-f","toolCallId":"a","state":"output-available","input":{"x":[1]},"output":{"t":3}}"#)
    let open = try MessagePart.json(
      #"{"type":"tool-f","toolCallId":"a","state":"input-streaming","input":"{\"x"}"#)
    let failed = try MessagePart.json(
      #"{"type":"dynamic-tool","toolName":"größe","toolCallId":"","state":"output-error","input":null,"errorText":"no"}"#
    )
    let step = try MessagePart.json(#"{"type":"step-start"}"#)
    let order = UIMessage(id: MessageID(rawValue: "s"), role: .system, parts: [.text("Speak French.")])
    let talk: [UIMessage] = [.user("One"), .assistant([.text("Two ")]), .user("Three")]
    var requests: [(String, ModelRequest)] = [
      ("text", .hello), ("system", ModelRequest(system: "Be brief.", messages: talk)),
      ("system within", ModelRequest(messages: [order, .user("Hello")])),
      ("a row of the user's", ModelRequest(messages: [.user("A"), .user(""), .user("B")])),
      ("the assistant begins", ModelRequest(messages: [.assistant([.text("Hi")]), .user("Ho")])),
      ("files", ModelRequest(messages: [.user([.text("Look"), image, photo, document, paper, note])])),
      ("a tool", ModelRequest(messages: [.user("A"), .assistant([.text("Hm"), answered]), .user("B")])),
      (
        "tools answered and unanswered",
        ModelRequest(messages: [
          .user("A"), .assistant([step, answered, open, step, .text("So"), failed]), .user([image]),
          .assistant([open, .text("Done")]), .user("B"),
        ])
      ),
      ("limited", ModelRequest(messages: talk, maximumOutputTokens: 12)),
      ("JSON", ModelRequest(messages: talk, format: .json)),
      ("JSON with system", ModelRequest(system: "As JSON.", messages: talk, format: .json)),
    ]
    requests += try withTools()
    for mode in [ContinuationMode.prefill, .userContinue] {
      for text in ["Half", "Half \n", " "] {
        let continuing = ModelRequest.Continuation(text: text, mode: mode)
        requests.append(
          ("\(mode.rawValue) of '\(text)'", ModelRequest(system: "s", messages: talk, continuing: continuing))
        )
      }
    }
    return requests
  }

  /// Requests with tools, by name: offered, and called in the reply that is gone on with.
  private static func withTools() throws -> [(String, ModelRequest)] {
    let tools = ToolRequestTests.tools
    let talk: [UIMessage] = [.user("One"), .assistant([.text("Two ")]), .user("Three")]
    func call(_ id: String, _ rest: String) throws -> MessagePart {
      try .json(
        #"{"type":"tool-weather","toolCallId":"\#(id)","providerExecuted":true,"input":{"city":"Oslo"},\#(rest)}"#
      )
    }
    let step = try MessagePart.json(#"{"type":"step-start"}"#)
    let done = try call("a", #""state":"output-available","output":{"t":3}"#)
    let other = try MessagePart.json(
      #"{"type":"dynamic-tool","toolName":"elsewhere","toolCallId":"a","state":"output-available","input":{},"output":""}"#
    )
    let failed = try call("b", #""state":"output-error","errorText":"no net""#)
    let denied = try call(
      "c", #""state":"output-denied","approval":{"id":"x","approved":false,"reason":"no"}"#)
    let asked = try call("d", #""state":"approval-requested","approval":{"id":"y"}"#)
    let said = try call("e", #""state":"approval-responded","approval":{"id":"z","approved":false}"#)
    let allowed = try call("f", #""state":"approval-responded","approval":{"id":"z","approved":true}"#)
    let cut = try call("g", #""state":"input-streaming""#)
    let replies: [(String, [MessagePart])] = [
      ("one step", [step, .text("Hm. "), done]),
      ("two calls in one step", [step, done, failed]),
      ("two steps", [step, .text("Hm. "), done, step, .text("So? "), other]),
      (
        "two calls with text between and behind them",
        [step, done, .text("And "), failed, .text("now?"), step]
      ),
      ("an error and a denial", [step, failed, step, denied, step]),
      ("approvals", [step, asked, said, allowed]),
      ("what was cut", [step, cut, step, .text("Again "), cut, done]),
    ]
    var requests: [(String, ModelRequest)] = [
      ("tools", ModelRequest(messages: talk, tools: tools)),
      ("tools and JSON", ModelRequest(messages: talk, format: .json, tools: tools)),
    ]
    for (name, parts) in replies {
      let soFar = talk + [.assistant(parts)]
      requests += [
        (name, ModelRequest(messages: soFar, tools: tools)),
        ("\(name), without tools", ModelRequest(messages: soFar)),
        ("\(name), then the user", ModelRequest(messages: soFar + [.user("Four")], tools: tools)),
      ]
      for mode in [ContinuationMode.prefill, .userContinue] {
        let continuing = ModelRequest.Continuation(text: "Half", mode: mode)
        requests.append(
          (
            "\(name), \(mode.rawValue)",
            ModelRequest(messages: soFar, continuing: continuing, tools: tools)
          ))
      }
    }
    return requests
  }

  @Test func `requests fit the types of the providers' own packages`() async throws {
    var sent: [RequestOracle.Sent] = []
    for prefill in OpenAICompatibleConfiguration.Prefill.allCases {
      let acts = [UpstreamAct.stream([stop, done])]
      sent += try await withProvider(acts, configure: { $0.prefill = prefill }) { provider, upstream in
        try await Self.sent(by: provider, upstream, api: "openai") { request in
          let isPrefilled = request.continuing?.mode == .prefill && request.continuing?.text != " "
          return isPrefilled && prefill != .plain ? prefill.rawValue : nil
        }
      }
    }
    sent += try await withProvider(
      [UpstreamAct.stream([stop, done])], configure: { $0.tokenLimit = .maxCompletionTokens }
    ) { provider, upstream in
      try await Self.sent(by: provider, upstream, api: "openai") { _ in nil }
    }
    sent += try await withAnthropic([UpstreamAct.stream([messageStart()] + messageEnd)]) {
      provider, upstream in
      try await Self.sent(by: provider, upstream, api: "anthropic") { _ in nil }
    }
    #expect(sent.count > 250)
    let complaint = try RequestOracle.complaint(about: sent)
    let names = sent.enumerated().map { "\($0 + 1): \($1.api), \($1.name)" }.joined(separator: "\n")
    #expect(complaint == nil, "\(names)")
  }

  @Test func `a request that does not fit is told`() throws {
    let body: JSONValue = [
      "model": "m", "messages": [["role": "user", "content": "Hi"]], "stream": true, "x": 1,
    ]
    let sent = RequestOracle.Sent(api: "openai", quirk: nil, name: "wrong", body: body)
    #expect(try RequestOracle.complaint(about: [sent])?.contains("Extra inputs") == true)
  }

  private static func sent(
    by provider: some ModelProvider, _ upstream: TestUpstream, api: String,
    quirk: (ModelRequest) -> String?
  ) async throws -> [RequestOracle.Sent] {
    var sent: [RequestOracle.Sent] = []
    for (name, request) in try requests() {
      try await provider.reply(to: request) { _ in }
      let body = try #require(upstream.requests.last).json
      sent.append(RequestOracle.Sent(api: api, quirk: quirk(request), name: name, body: body))
    }
    return sent
  }
}
