import HoldfastModel

extension StreamCase {
  /// Text, reasoning, usage and ends.
  static let texts: [StreamCase] = [
    StreamCase(
      "text",
      [
        chunk(#"{"role":"assistant","content":""}"#), chunk(#"{"content":"Hel"}"#),
        chunk(#"{"content":"lo"}"#), stop, done,
      ],
      events: [.textDelta("Hel"), .textDelta("lo"), .finish(.stop)]),
    StreamCase(
      "characters of several bytes and escapes",
      [chunk(#"{"content":"a\u00e9 – 👩‍👩‍👧 \ud83d\ude00\n\r\u0000"}"#), stop, done],
      events: [.textDelta("aé – 👩‍👩‍👧 😀\n\r\u{0}"), .finish(.stop)]),
    StreamCase(
      "text that looks like a frame",
      [chunk(#"{"content":"\n\ndata: [DONE]\n\nevent: error\n"}"#), stop, done],
      events: [.textDelta("\n\ndata: [DONE]\n\nevent: error\n"), .finish(.stop)]),
    StreamCase(
      "reasoning under both names",
      [
        chunk(#"{"reasoning_content":"hm","content":null}"#), chunk(#"{"reasoning":" so"}"#),
        chunk(#"{"content":"42"}"#), stop, done,
      ],
      events: [.reasoningDelta("hm"), .reasoningDelta(" so"), .textDelta("42"), .finish(.stop)]),
    StreamCase(
      "reasoning under both names at once",
      [chunk(#"{"reasoning_content":"hm","reasoning":"hm"}"#), stop, done],
      events: [.reasoningDelta("hm"), .finish(.stop)]),
    StreamCase(
      "content in typed parts",
      [
        chunk(
          #"{"content":[{"type":"thinking","thinking":[{"type":"text","text":"let"},{"type":"text","text":" me"}]}]}"#
        ),
        chunk(
          #"{"content":[{"type":"thinking","thinking":" see"},{"type":"text","text":"Yes"},{"type":"reference","reference_ids":[1]}]}"#
        ),
        stop, done,
      ],
      events: [
        .reasoningDelta("let"), .reasoningDelta(" me"), .reasoningDelta(" see"), .textDelta("Yes"),
        .finish(.stop),
      ]),
    StreamCase(
      "a refusal is text", [chunk(#"{"refusal":"I cannot"}"#), stop, done],
      events: [.textDelta("I cannot"), .finish(.refusal)]),
    StreamCase(
      "a refusal that a filter ends",
      [
        chunk(#"{"refusal":"I can"}"#), chunk(#"{"refusal":"not"}"#), chunk("{}", finish: "content_filter"),
        done,
      ],
      events: [.textDelta("I can"), .textDelta("not"), .finish(.refusal)]),
    StreamCase(
      "a refusal that is cut for its length",
      [chunk(#"{"refusal":"I"}"#), chunk("{}", finish: "length"), done],
      events: [.textDelta("I"), .finish(.length)]),
    StreamCase(
      "a filter without a refusal",
      [chunk(#"{"content":"I","refusal":null}"#), chunk("{}", finish: "content_filter"), done],
      events: [.textDelta("I"), .finish(.contentFilter)]),
    StreamCase(
      "sources",
      [
        chunk(
          #"{"annotations":[{"type":"url_citation","url_citation":{"url":"https://a.test","title":"A"}},{"type":"other"}]}"#
        ),
        stop, done,
      ],
      events: [.source(url: "https://a.test", title: "A"), .finish(.stop)]),
    StreamCase(
      "the model, once and when it changes",
      [
        #"{"model":"","choices":[]}"#, #"{"model":"a","choices":[]}"#, #"{"model":"a","choices":[]}"#,
        #"{"model":"b","choices":[{"delta":{},"finish_reason":"stop"}]}"#, done,
      ],
      events: [.model("a"), .model("b"), .finish(.stop)]),
    StreamCase(
      "usage behind the finish",
      [stop, #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}}"#, done],
      events: [.usage(Usage(inputTokens: 3, outputTokens: 5)), .finish(.stop)]),
    StreamCase(
      "usage in the chunk of the finish, repeated",
      [
        chunk(
          "{}", finish: "stop", more: #","usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}"#),
        #"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"total_tokens":8}}"#, done,
      ],
      events: [.usage(Usage(inputTokens: 3, outputTokens: 5)), .finish(.stop)]),
    StreamCase(
      "usage in x_groq",
      [
        chunk("{}", finish: "stop", more: #","x_groq":{"usage":{"prompt_tokens":1,"completion_tokens":2}}"#),
        done,
      ],
      events: [.usage(Usage(inputTokens: 1, outputTokens: 2)), .finish(.stop)]),
    StreamCase(
      "thinking that only the total counts",
      [stop, #"{"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":2,"total_tokens":354}}"#, done],
      events: [.usage(Usage(inputTokens: 12, outputTokens: 342)), .finish(.stop)]),
    StreamCase("no [DONE]", [chunk(#"{"content":"a"}"#), stop], events: [.textDelta("a"), .finish(.stop)]),
    StreamCase(
      "a connection that breaks behind the finish", [chunk(#"{"content":"a"}"#), stop], ending: .close,
      events: [.textDelta("a"), .finish(.stop)]),
    StreamCase(
      "a connection that stays open behind [DONE]", [chunk(#"{"content":"a"}"#), stop, done], ending: .hold,
      events: [.textDelta("a"), .finish(.stop)]),
    StreamCase(
      "garbage and an error behind the finish", [stop, "{", #"{"error":{"message":"late"}}"#, done],
      events: [.finish(.stop)]),
    StreamCase(
      "two finishes, and text behind the first", [stop, chunk(#"{"content":"PS"}"#, finish: "length"), done],
      events: [.textDelta("PS"), .finish(.stop)]),
    StreamCase(
      "events behind [DONE]", [stop, done, chunk(#"{"content":"never"}"#)], events: [.finish(.stop)]),
    StreamCase(
      "an empty finish reason is none", [chunk(#"{"content":"a"}"#, finish: ""), stop, done],
      events: [.textDelta("a"), .finish(.stop)]),
    StreamCase(
      "an error member that is null", [chunk(#"{"content":"a"}"#, more: #","error":null"#), stop, done],
      events: [.textDelta("a"), .finish(.stop)]),
  ]

  /// Each finish reason.
  static let finishes: [StreamCase] = [
    ("stop", .stop), ("length", .length), ("model_length", .length), ("content_filter", .contentFilter),
    ("tool_calls", .toolCalls), ("function_call", .toolCalls), ("refusal", .refusal),
    ("something_new", .other),
  ].map { (reason: String, finish: FinishReason) in
    StreamCase("finish reason \(reason)", [chunk("{}", finish: reason), done], events: [.finish(finish)])
  }
}
