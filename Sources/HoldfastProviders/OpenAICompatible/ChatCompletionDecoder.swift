import HoldfastModel

/// Reads the chunks of a chat completion (OpenAI API reference, "The chat completion chunk object").
///
/// The model's own end is the first `finish_reason`.
struct ChatCompletionDecoder: ReplyDecoder {
  static let missingEnd = "a finish reason"

  /// The model's own end, once it came; the first one counts.
  private(set) var finishReason: FinishReason?
  private(set) var isDone = false

  private let redaction: Redaction
  private let reasoningFields: [String]
  private var hasRefusal = false
  private var tools = ToolCallTracker()
  private var model: String?
  private var usage: Usage?

  init(redaction: Redaction, reasoningFields: [String]) {
    self.redaction = redaction
    self.reasoningFields = reasoningFields
  }

  var hasFinish: Bool { finishReason != nil }

  /// The events of the model's own end: calls that began behind it end too.
  mutating func finish() -> [ProviderEvent] {
    finishReason.map { tools.endAll() + [.finish($0)] } ?? []
  }

  mutating func decode(
    _ data: Substring, isError: Bool, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    if data == "[DONE]" {
      isDone = true
      if !hasFinish { throw ProviderError(.cut, detail: "[DONE] without a finish reason") }
      return
    }
    let chunk: JSONValue
    do {
      chunk = try JSONParser.parse(Array(data.utf8))
    } catch {
      if isError { throw ProviderError(.server, detail: "error within the stream") }
      throw ProviderError(.malformed, detail: "an event is \(error)")
    }
    if let error = UpstreamError(event: chunk) { throw ProviderError(inBand: error, redaction: redaction) }
    if isError { throw ProviderError(inBand: UpstreamError(error: chunk), redaction: redaction) }
    guard chunk.objectValue != nil else {
      throw ProviderError(.malformed, detail: "an event is JSON but no object")
    }
    try take(chunk, into: &events)
  }

  private mutating func take(
    _ chunk: JSONValue, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    if let name = chunk["model"]?.stringValue, !name.isEmpty, name != model {
      model = name
      events.append(.model(name))
    }
    // Only one choice is ever asked for.
    let choice = chunk["choices"]?.arrayValue?.first
    if let delta = choice?["delta"] { try take(delta: delta, into: &events) }
    if let used = Usage(chunk: chunk), used != usage {
      usage = used
      events.append(.usage(used))
    }
    guard finishReason == nil, let reason = choice?["finish_reason"]?.stringValue, !reason.isEmpty else {
      return
    }
    var finish = try FinishReason(chatCompletion: reason)
    // No finish reason says that the model itself refused, only that it said so.
    if hasRefusal, finish == .stop || finish == .contentFilter { finish = .refusal }
    try tools.requireNames()
    events += tools.endAll()
    finishReason = finish
  }

  private mutating func take(
    delta: JSONValue, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    if let reasoning = reasoningFields.lazy.compactMap({ delta.text($0) }).first {
      events.append(.reasoningDelta(reasoning))
    }
    if let text = delta.text("content") { events.append(.textDelta(text)) }
    for part in delta["content"]?.arrayValue ?? [] { take(part: part, into: &events) }
    // What a model says when it refuses is all the user gets to read.
    if let refusal = delta.text("refusal") {
      hasRefusal = true
      events.append(.textDelta(refusal))
    }
    for annotation in delta["annotations"]?.arrayValue ?? [] {
      guard let citation = annotation["url_citation"], let url = citation.text("url") else { continue }
      events.append(.source(url: url, title: citation.text("title")))
    }
    for call in delta["tool_calls"]?.arrayValue ?? [] {
      events += try tools.take(ToolCallDelta(call))
    }
  }

  /// Takes a part of content that is an array (Mistral API, "Reasoning": parts of type `text` and `thinking`).
  private func take(part: JSONValue, into events: inout [ProviderEvent]) {
    switch part["type"]?.stringValue {
    case "text":
      if let text = part.text("text") { events.append(.textDelta(text)) }
    case "thinking":
      let thoughts = part["thinking"]?.arrayValue ?? [part]
      for thought in thoughts {
        guard let text = thought.text("text") ?? thought.text("thinking") else { continue }
        events.append(.reasoningDelta(text))
      }
    default: break
    }
  }
}
