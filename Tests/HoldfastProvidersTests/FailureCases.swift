import HoldfastModel

extension StreamCase {
  /// Streams that fail: what came before is handed over all the same.
  static let failures: [StreamCase] = [
    StreamCase("nothing", [], failure: .cut),
    StreamCase("only [DONE]", [done], failure: .cut),
    StreamCase("no finish", [hello], events: [.textDelta("Hello")], failure: .cut),
    StreamCase("[DONE] without a finish", [hello, done], events: [.textDelta("Hello")], failure: .cut),
    StreamCase("a broken connection", [hello], ending: .close, events: [.textDelta("Hello")], failure: .cut),
    StreamCase(
      "broken JSON", [hello, #"{"choices":["#, stop], events: [.textDelta("Hello")], failure: .malformed),
    StreamCase("no JSON", [hello, "ok", stop], events: [.textDelta("Hello")], failure: .malformed),
    StreamCase(
      "JSON but no object", [hello, "[1]", stop], events: [.textDelta("Hello")], failure: .malformed),
    StreamCase(
      "nested too deep", [hello, String(repeating: "[", count: 1000)], events: [.textDelta("Hello")],
      failure: .malformed),
    StreamCase(
      "an event over the limit",
      [hello, chunk(#"{"content":"\#(String(repeating: "x", count: 5000))"}"#), stop],
      events: [.textDelta("Hello")], failure: .malformed),
    StreamCase(
      "finish reason error", [hello, chunk("{}", finish: "error"), done], events: [.textDelta("Hello")],
      failure: .server),
    StreamCase(
      "an answer that the server gave up", [hello, chunk("{}", finish: "abort"), done],
      events: [.textDelta("Hello")], failure: .cut),
    StreamCase(
      "no resources left", [hello, chunk("{}", finish: "insufficient_system_resource"), done],
      events: [.textDelta("Hello")], failure: .overload),
  ]

  /// Errors within the stream, by what they say.
  static let inBand: [StreamCase] = [
    (#"{"error":{"message":"slow down","type":"tokens","code":"rate_limit_exceeded"}}"#, .overload),
    (#"{"error":{"message":"busy","type":"overloaded_error"}}"#, .overload),
    (#"{"error":{"message":"busy","code":429}}"#, .overload),
    (#"{"error":{"message":"busy","code":"529"}}"#, .overload),
    (#"{"error":{"message":"oops","type":"server_error","param":null,"code":null}}"#, .server),
    (#"{"error":{"message":"bad gateway","code":502}}"#, .server),
    (#"{"error":{"message":"what","type":"brand_new_error"}}"#, .server),
    (#"{"error":"model crashed"}"#, .server),
    (
      #"{"error":{"message":"long","type":"invalid_request_error","code":"context_length_exceeded"}}"#,
      .refused
    ),
    (#"{"error":{"message":"no","type":"invalid_request_error","code":"invalid_api_key"}}"#, .configuration),
    (#"{"error":{"message":"no","code":"ModelNotFound"}}"#, .configuration),
    (#"{"error":{"message":"pay","type":"insufficient_quota"}}"#, .configuration),
    (#"{"object":"error","message":"too long","type":"BadRequestError","code":400}"#, .refused),
    (#"{"error":{"status":"RESOURCE_EXHAUSTED","code":429,"message":"q"}}"#, .overload),
    (#"{"error":{"message":"x"},"choices":[{"delta":{},"finish_reason":"stop"}]}"#, .server),
  ].map { (line: String, kind: ProviderError.Kind) in
    StreamCase("in-band \(line)", [hello, line, done], events: [.textDelta("Hello")], failure: kind)
  }

  private static let hello = chunk(#"{"content":"Hello"}"#)
}
