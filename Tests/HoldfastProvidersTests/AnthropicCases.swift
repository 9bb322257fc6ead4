import HoldfastModel

extension StreamCase {
  /// What streams of messages may hold, and what comes of it.
  static let messages: [StreamCase] = [
    message(
      "text", [textStart(0), textDelta(0, "Hel"), #"{"type":"ping"}"#, textDelta(0, "lo"), blockStop(0)],
      [.textDelta("Hel"), .textDelta("lo")]),
    message(
      "characters of several bytes and escapes",
      [textStart(0), textDelta(0, #"a\u00e9 – 👩‍👩‍👧 \ud83d\ude00\n\r\u0000"#), blockStop(0)],
      [.textDelta("aé – 👩‍👩‍👧 😀\n\r\u{0}")]),
    message(
      "text in the start of its block", [blockStart(0, #"{"type":"text","text":"Hi"}"#), blockStop(0)],
      [.textDelta("Hi")]),
    message(
      "text that looks like a frame", [textStart(0), textDelta(0, #"\n\ndata: [DONE]\n\nevent: error\n"#)],
      [.textDelta("\n\ndata: [DONE]\n\nevent: error\n")]),
    message(
      "thinking, its signature, hidden thinking, then text",
      [
        blockStart(0, #"{"type":"thinking","thinking":"","signature":""}"#),
        blockDelta(0, #"{"type":"thinking_delta","thinking":"hm"}"#),
        blockDelta(0, #"{"type":"signature_delta","signature":"EqQB"}"#), blockStop(0),
        blockStart(1, #"{"type":"redacted_thinking","data":"EmwK"}"#), blockStop(1), textStart(2),
        textDelta(2, "42"), blockStop(2),
      ],
      [.reasoningDelta("hm"), .textDelta("42")]),
    message(
      "a call in deltas",
      [
        textStart(0), textDelta(0, "Wait."), blockStop(0), toolUse(1, "toolu_1", "f"), json(1, ""),
        json(1, #"{\"x\":"#), json(1, "1}"), blockStop(1),
      ],
      [
        .textDelta("Wait."), start(0, "toolu_1", "f"), more(0, #"{"x":"#), more(0, "1}"),
        .toolCallEnd(index: 0),
      ], stop: "tool_use", finish: .toolCalls),
    message(
      "a call without arguments", [toolUse(0, "toolu_1", "f"), json(0, ""), blockStop(0)],
      [start(0, "toolu_1", "f"), .toolCallEnd(index: 0)], stop: "tool_use", finish: .toolCalls),
    message(
      "a call whose input comes whole", [toolUse(0, "toolu_1", "f", #"{"x":[1,{"y":null}]}"#), blockStop(0)],
      [start(0, "toolu_1", "f"), more(0, #"{"x":[1,{"y":null}]}"#), .toolCallEnd(index: 0)], stop: "tool_use",
      finish: .toolCalls),
    message(
      "a call whose input comes whole and in deltas",
      [toolUse(0, "a", "f", #"{"x":1}"#), json(0, "{}"), blockStop(0)],
      [start(0, "a", "f"), more(0, "{}"), .toolCallEnd(index: 0)], stop: "tool_use", finish: .toolCalls),
    message(
      "two calls side by side, one of them never ended",
      [toolUse(0, "a", "f"), toolUse(1, "b", "g"), json(1, "{}"), json(0, "{}"), blockStop(1)],
      [
        start(0, "a", "f"), start(1, "b", "g"), more(1, "{}"), more(0, "{}"), .toolCallEnd(index: 1),
      ], stop: "tool_use", ends: [.toolCallEnd(index: 0)], finish: .toolCalls),
    message(
      "a tool of the provider's own and what it finds",
      [
        blockStart(0, #"{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}"#),
        json(0, #"{\"query\":\"x\"}"#), blockStop(0),
        blockStart(
          1,
          #"{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://b.test","title":"B"}]}"#
        ), blockStop(1), textStart(2),
        blockDelta(2, web("https://a.test", #""A""#)), textDelta(2, "So"),
        blockDelta(2, web("https://a.test", #""A""#)), blockDelta(2, web("http://c.test/", "null")),
        blockDelta(2, web("javascript:x", #""X""#)), blockStop(2),
      ],
      [
        .source(url: "https://a.test", title: "A"), .textDelta("So"),
        .source(url: "http://c.test/", title: nil),
      ]),
    message(
      "citations of documents have no address, those of search results do",
      [
        blockStart(
          0,
          #"{"type":"text","text":"","citations":[{"type":"search_result_location","source":"https://d.test","title":"D"}]}"#
        ),
        blockDelta(
          0,
          #"{"type":"citations_delta","citation":{"type":"page_location","document_title":"P","cited_text":"t"}}"#
        ),
        textDelta(0, "x"), blockStop(0),
      ], [.source(url: "https://d.test", title: "D"), .textDelta("x")]),
    message(
      "events, blocks and deltas that are not known yet",
      [
        #"{"type":"brand_new","delta":{"text":"never"}}"#, #"{"no":"type"}"#,
        blockStart(0, #"{"type":"hologram","text":"never"}"#), textDelta(0, "never"),
        blockDelta(0, #"{"type":"input_json_delta","partial_json":"never"}"#), blockStop(0), textStart(1),
        blockDelta(1, #"{"type":"smell_delta","smell":"rose"}"#), textDelta(1, "seen"), blockStop(1),
        blockStop(7),
      ],
      [.textDelta("seen")]),
    message(
      "a second start",
      [messageStart("claude-2", usage: #"{"input_tokens":99}"#), textStart(0), textDelta(0, "a")],
      [.textDelta("a")]),
    message("a gateway's [DONE]", [textStart(0), textDelta(0, "a"), done], [.textDelta("a")]),
    message(
      "blocks without numbers",
      [
        #"{"type":"content_block_start","content_block":{"type":"text","text":""}}"#,
        #"{"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}"#,
        #"{"type":"content_block_stop"}"#,
        #"{"type":"content_block_start","content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}"#,
        #"{"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{}"}}"#,
        #"{"type":"content_block_stop"}"#,
      ],
      [.textDelta("a"), start(0, "t", "f"), more(0, "{}"), .toolCallEnd(index: 0)], stop: "tool_use",
      finish: .toolCalls),
    message("text without the start of its block", [textDelta(0, "a")], [.textDelta("a")]),
    StreamCase(
      "usage counts what is cached, and the last of each count",
      [
        messageStart(
          usage:
            #"{"input_tokens":3,"cache_creation_input_tokens":20,"cache_read_input_tokens":100,"output_tokens":1}"#
        ),
        textStart(0), textDelta(0, "a"), messageDelta(nil, usage: #"{"output_tokens":4}"#),
        messageDelta(
          "end_turn", usage: #"{"input_tokens":4,"cache_read_input_tokens":null,"output_tokens":7}"#),
        messageStop,
      ],
      events: [
        .model("claude-1"), .usage(Usage(inputTokens: 123)), .textDelta("a"),
        .usage(Usage(inputTokens: 123, outputTokens: 4)), .usage(Usage(inputTokens: 124, outputTokens: 7)),
        .finish(.stop),
      ]),
    StreamCase(
      "no usage and no model",
      [
        #"{"type":"message_start","message":{}}"#, textStart(0), textDelta(0, "a"),
        messageDelta("end_turn", usage: "null"), messageStop,
      ],
      events: [.textDelta("a"), .finish(.stop)]),
    StreamCase(
      "nothing behind the stop counts",
      [messageStart(), textStart(0)] + messageEnd + [textDelta(0, "never"), "{", #"{"type":"error"}"#],
      events: begin + [.usage(Usage(inputTokens: 3, outputTokens: 5)), .finish(.stop)]),
    StreamCase(
      "a connection that breaks behind the stop", [messageStart()] + messageEnd, ending: .close,
      events: begin + [.usage(Usage(inputTokens: 3, outputTokens: 5)), .finish(.stop)]),
    StreamCase(
      "a connection that stays open behind the stop", [messageStart()] + messageEnd, ending: .hold,
      events: begin + [.usage(Usage(inputTokens: 3, outputTokens: 5)), .finish(.stop)]),
    StreamCase(
      "a stop that nothing explains", [messageStart(), messageStop], events: begin + [.finish(.other)]),
  ]

  /// Each reason to stop.
  static let stopReasons: [StreamCase] = [
    ("end_turn", .stop), ("stop_sequence", .stop), ("max_tokens", .length),
    ("model_context_window_exceeded", .length), ("tool_use", .toolCalls), ("refusal", .refusal),
    ("pause_turn", .other), ("something_new", .other),
  ].map { (reason: String, finish: FinishReason) in
    message(
      "stop reason \(reason)", [textStart(0), textDelta(0, "a")], [.textDelta("a")], stop: reason,
      finish: finish)
  }

  /// What the start of a message gives.
  static let begin: [ProviderEvent] = [.model("claude-1"), .usage(Usage(inputTokens: 3))]

  /// A whole message with this content.
  private static func message(
    _ name: String, _ content: [String], _ events: [ProviderEvent], stop: String = "end_turn",
    ends: [ProviderEvent] = [], finish: FinishReason = .stop
  ) -> StreamCase {
    StreamCase(
      name, [messageStart()] + content + [messageDelta(stop), messageStop],
      events: begin + events + [.usage(Usage(inputTokens: 3, outputTokens: 5))] + ends + [.finish(finish)])
  }

  private static func toolUse(_ index: Int, _ id: String, _ name: String, _ input: String = "{}") -> String {
    blockStart(index, #"{"type":"tool_use","id":"\#(id)","name":"\#(name)","input":\#(input)}"#)
  }

  private static func json(_ index: Int, _ text: String) -> String {
    blockDelta(index, #"{"type":"input_json_delta","partial_json":"\#(text)"}"#)
  }

  private static func web(_ url: String, _ title: String) -> String {
    #"{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"\#(url)","title":\#(title),"cited_text":"t"}}"#
  }

  private static func start(_ index: Int, _ id: String, _ name: String) -> ProviderEvent {
    .toolCallStart(index: index, id: id, name: name)
  }

  private static func more(_ index: Int, _ arguments: String) -> ProviderEvent {
    .toolCallDelta(index: index, argumentsDelta: arguments)
  }
}
