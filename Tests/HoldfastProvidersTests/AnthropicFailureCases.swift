import HoldfastModel

extension StreamCase {
  /// Streams of messages that fail: what came before is handed over all the same.
  static let messageFailures: [StreamCase] = [
    StreamCase("nothing", [], failure: .cut),
    StreamCase("only a ping", [#"{"type":"ping"}"#], failure: .cut),
    StreamCase("no end", hello, events: said, failure: .cut),
    StreamCase("a broken connection", hello, ending: .close, events: said, failure: .cut),
    StreamCase(
      "a stop reason without the stop", hello + [messageDelta("end_turn")],
      events: said + [.usage(Usage(inputTokens: 3, outputTokens: 5))], failure: .cut),
    StreamCase(
      "a stop reason without the stop, and a broken connection", hello + [messageDelta("end_turn")],
      ending: .close, events: said + [.usage(Usage(inputTokens: 3, outputTokens: 5))], failure: .cut),
    StreamCase("[DONE] without the stop", hello + [done], events: said, failure: .cut),
    StreamCase("broken JSON", hello + ["{", messageStop], events: said, failure: .malformed),
    StreamCase("JSON but no object", hello + ["[1]", messageStop], events: said, failure: .malformed),
    StreamCase(
      "an event over the limit", hello + [textDelta(0, String(repeating: "x", count: 5000)), messageStop],
      events: said, failure: .malformed),
    StreamCase(
      "arguments outside a call", hello + [blockDelta(0, #"{"type":"input_json_delta","partial_json":"{"}"#)],
      events: said, failure: .malformed),
    StreamCase(
      "a call without a name", hello + [blockStart(1, #"{"type":"tool_use","id":"a","input":{}}"#)],
      events: said, failure: .malformed),
    StreamCase(
      "a call cut in its arguments",
      hello + [
        blockStart(1, #"{"type":"tool_use","id":"a","name":"f","input":{}}"#),
        blockDelta(1, #"{"type":"input_json_delta","partial_json":"{\"x"}"#),
      ],
      events: said + [
        .toolCallStart(index: 0, id: "a", name: "f"), .toolCallDelta(index: 0, argumentsDelta: #"{"x"#),
      ], failure: .cut),
    StreamCase("an error that says nothing", hello + [#"{"type":"error"}"#], events: said, failure: .server),
  ]

  /// Errors within the stream, by their type.
  static let messageErrors: [StreamCase] = [
    ("overloaded_error", .overload), ("rate_limit_error", .overload), ("api_error", .server),
    ("timeout_error", .server), ("authentication_error", .configuration),
    ("permission_error", .configuration),
    ("not_found_error", .configuration), ("billing_error", .configuration),
    ("invalid_request_error", .refused),
    ("request_too_large", .refused), ("brand_new_error", .server),
  ].map { (type: String, kind: ProviderError.Kind) in
    let error = #"{"type":"error","error":{"type":"\#(type)","message":"No."},"request_id":"req_1"}"#
    return StreamCase("in-band \(type)", hello + [error, messageStop], events: said, failure: kind)
  }

  private static let hello = [messageStart(), textStart(0), textDelta(0, "Hello")]
  private static let said = begin + [.textDelta("Hello")]
}
