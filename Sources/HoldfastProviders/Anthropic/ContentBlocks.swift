import HoldfastModel

/// Follows the blocks of a message: text, thinking, tool calls, and such as are passed over.
///
/// Tool calls are numbered here, in the order in which they begin. Signatures, thinking that is hidden, and
/// tools that the provider runs itself are passed over; what those found is told by the citations in the
/// text.
struct ContentBlocks: Sendable {
  /// The most blocks that are open at one time, and the most tool calls in one reply.
  static let maximumBlocks = 1024

  private enum Block {
    case text
    case thinking
    /// A tool call; the whole input is what it began with, and counts when no deltas come.
    case call(Int, wholeInput: JSONObject)
    case passedOver
  }

  private var open: [Int: Block] = [:]
  private var last = -1
  private var callCount = 0
  private var citations = Citations()

  /// Begins a block; one without a number is the next.
  mutating func start(
    _ index: Int?, _ json: JSONValue?, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    let index = index ?? last + 1
    stop(index, into: &events)  // a block that is begun again
    guard open.count < Self.maximumBlocks else {
      throw ProviderError(.malformed, detail: "more than \(Self.maximumBlocks) open blocks")
    }
    last = index
    switch json?["type"]?.stringValue {
    case "text":
      open[index] = .text
      if let text = json?.text("text") { events.append(.textDelta(text)) }
      for citation in json?["citations"]?.arrayValue ?? [] { citations.take(citation, into: &events) }
    case "thinking":
      open[index] = .thinking
      if let text = json?.text("thinking") { events.append(.reasoningDelta(text)) }
    case "tool_use": open[index] = try startCall(json, into: &events)
    default: open[index] = .passedOver
    }
  }

  /// Takes a delta; one without a number goes on with the block that began last.
  mutating func take(
    _ index: Int?, _ delta: JSONValue?, into events: inout [ProviderEvent]
  ) throws(ProviderError) {
    let index = index ?? last
    let block = open[index]
    if case .passedOver? = block { return }
    switch delta?["type"]?.stringValue {
    case "text_delta":
      if let text = delta?.text("text") { events.append(.textDelta(text)) }
    case "thinking_delta":
      if let text = delta?.text("thinking") { events.append(.reasoningDelta(text)) }
    case "citations_delta": citations.take(delta?["citation"], into: &events)
    case "input_json_delta":
      guard case .call(let call, _)? = block else {
        throw ProviderError(.malformed, detail: "arguments outside a tool call")
      }
      guard let more = delta?.text("partial_json") else { return }
      open[index] = .call(call, wholeInput: JSONObject())
      events.append(.toolCallDelta(index: call, argumentsDelta: more))
    default: break
    }
  }

  /// Ends a block.
  mutating func stop(_ index: Int?, into events: inout [ProviderEvent]) {
    guard case .call(let call, let wholeInput)? = open.removeValue(forKey: index ?? last) else { return }
    if !wholeInput.isEmpty {
      events.append(.toolCallDelta(index: call, argumentsDelta: JSONValue.object(wholeInput).text))
    }
    events.append(.toolCallEnd(index: call))
  }

  /// Ends what is open: the model has finished.
  mutating func endAll() -> [ProviderEvent] {
    var events: [ProviderEvent] = []
    for index in open.keys.sorted() { stop(index, into: &events) }
    return events
  }

  private mutating func startCall(
    _ json: JSONValue?, into events: inout [ProviderEvent]
  ) throws(ProviderError) -> Block {
    guard let name = json?.text("name") else {
      throw ProviderError(.malformed, detail: "a tool call without a name")
    }
    guard callCount < Self.maximumBlocks else {
      throw ProviderError(.malformed, detail: "more than \(Self.maximumBlocks) tool calls")
    }
    let call = callCount
    callCount += 1
    events.append(.toolCallStart(index: call, id: json?.text("id") ?? "", name: name))
    return .call(call, wholeInput: json?["input"]?.objectValue ?? JSONObject())
  }
}
