import HoldfastModel

/// Reads the events of a streamed message (Claude API documentation, "Streaming messages").
///
/// The model's own end is `message_stop`: what stopped it comes before, and a stream that breaks between the
/// two is cut. Events, blocks and deltas of unknown types are passed over: the documentation announces new
/// ones.
struct MessagesDecoder: ReplyDecoder {
  static let missingEnd = "message_stop"

  private(set) var hasFinish = false
  /// Nothing comes behind the model's own end.
  var isDone: Bool { hasFinish }

  private let redaction: Redaction
  private var blocks = ContentBlocks()
  private var tokens = MessagesTokens()
  private var usage: Usage?
  private var hasStarted = false
  private var stopReason: String?

  init(redaction: Redaction) { self.redaction = redaction }

  mutating func finish() -> [ProviderEvent] {
    blocks.endAll() + [.finish(FinishReason(stopReason: stopReason))]
  }

  mutating func decode(
    _ data: Substring, isError: Bool, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    if data == "[DONE]" { return }  // a gateway's habit from another API
    let event: JSONValue
    do {
      event = try JSONParser.parse(Array(data.utf8))
    } catch {
      if isError { throw ProviderError(.server, detail: "error within the stream") }
      throw ProviderError(.malformed, detail: "an event is \(error)")
    }
    if let error = UpstreamError(event: event) { throw ProviderError(inBand: error, redaction: redaction) }
    if isError { throw ProviderError(inBand: UpstreamError(error: event), redaction: redaction) }
    guard event.objectValue != nil else {
      throw ProviderError(.malformed, detail: "an event is JSON but no object")
    }
    try take(event, into: &events)
  }

  private mutating func take(
    _ event: JSONValue, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    switch event["type"]?.stringValue {
    case "message_start": start(event["message"], into: &events)
    case "content_block_start":
      try blocks.start(event["index"]?.intValue, event["content_block"], into: &events)
    case "content_block_delta":
      try blocks.take(event["index"]?.intValue, event["delta"], into: &events)
    case "content_block_stop": blocks.stop(event["index"]?.intValue, into: &events)
    case "message_delta":
      stopReason = event["delta"]?.text("stop_reason") ?? stopReason
      tokens.take(event["usage"])
      note(Usage(inputTokens: tokens.input, outputTokens: tokens.output), into: &events)
    case "message_stop":
      try AbortedEnd.check(stopReason)
      hasFinish = true
    case "error": throw ProviderError(.server, detail: "error within the stream")
    default: break  // pings, and what is to come
    }
  }

  /// Takes the first start only: some gateways send it twice.
  private mutating func start(_ message: JSONValue?, into events: inout [ProviderEvent]) {
    guard !hasStarted, let message else { return }
    hasStarted = true
    if let model = message.text("model") { events.append(.model(model)) }
    tokens.take(message["usage"])
    // What is written is counted at the end; until then the number says nothing.
    note(Usage(inputTokens: tokens.input), into: &events)
  }

  private mutating func note(_ used: Usage, into events: inout [ProviderEvent]) {
    guard used != usage, used.inputTokens != nil || used.outputTokens != nil else { return }
    usage = used
    events.append(.usage(used))
  }
}

extension FinishReason {
  /// Reads a `stop_reason` (Claude API documentation, "Handling stop reasons").
  init(stopReason: String?) {
    switch stopReason {
    case "end_turn", "stop_sequence": self = .stop
    case "max_tokens", "model_context_window_exceeded": self = .length
    case "tool_use": self = .toolCalls
    case "refusal": self = .refusal
    default: self = .other  // pause_turn, and what is to come
    }
  }
}
