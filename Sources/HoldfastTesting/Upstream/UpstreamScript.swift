import HoldfastModel

/// Turns a scenario into the acts of one answer.
struct UpstreamScript {
  /// What every request is said to have been read as.
  static let inputTokens = 11
  /// How much of what a reply goes on with is said again, in characters.
  static let repeatedLength = 60

  let scenario: UpstreamScenario
  let request: UpstreamRequest

  /// What is on its way when a connection breaks may be lost: after a while most of it has arrived.
  private static let settled: [UpstreamAct] = [.pause(.milliseconds(200))]

  /// The acts, in order.
  var acts: [UpstreamAct] {
    switch (scenario.fault, scenario.variant) {
    case (.keyRefused, 0): return refusal(401, "authentication_error")
    case (.keyRefused, _): return refusal(403, "permission_error")
    case (.rateLimited, 0):
      return refusal(429, "rate_limit_error", ["retry-after": "\(scenario.retryAfter)"])
    case (.rateLimited, _): return refusal(429, "rate_limit_error")
    case (.serverError, let variant):
      let (status, type) = Self.serverErrors[min(variant, Self.serverErrors.count - 1)]
      return refusal(status, type)
    case (.prefillRefused, _) where request.isPrefill: return refusal(400, "invalid_request_error")
    case (.connectHang, _): return [.silence]
    case (.noFirstToken, _): return [head, .silence]
    default: return stream
    }
  }

  private static let serverErrors = [
    (500, "api_error"), (502, "api_error"), (503, "api_error"), (529, "overloaded_error"),
  ]

  private func refusal(_ status: Int, _ type: String, _ fields: [String: String] = [:]) -> [UpstreamAct] {
    let fields = fields.merging(["content-type": "application/json"]) { first, _ in first }
    let wire = request.format.wire(model: request.model)
    return [
      .pause(scenario.pace), .head(status: status, fields: fields), .body(wire.refusal(type: type)), .end,
    ]
  }

  private var head: UpstreamAct { .head(status: 200, fields: ["content-type": "text/event-stream"]) }

  // MARK: A stream

  private var stream: [UpstreamAct] {
    var wire = request.format.wire(model: request.model)
    let input = scenario.fault == .noUsage ? nil : Self.inputTokens
    return [head] + body(wire.begin(input: input)) + said(on: &wire)
  }

  /// What is left to say of the reply, behind what the request holds of it.
  private var rest: String {
    String(decoding: scenario.text.utf8.dropFirst(beginning.utf8.count), as: UTF8.self)
  }

  private var beginning: String { request.beginning(of: scenario.text) }

  /// What is said again of what the reply goes on with: what is asked for, or, where that goes wrong, more.
  private var repeated: String {
    let beginning = beginning
    guard scenario.fault == .prefixRepeated else { return request.wordsToRepeat(of: beginning) }
    let end = beginning.suffix(Self.repeatedLength)
    // A model says whole words again.
    return String(beginning.count > end.count ? end.drop { $0 != " " }.dropFirst() : end)
  }

  private func said(on wire: inout any UpstreamWire) -> [UpstreamAct] {
    let whole = rest
    let beginning = repeated + whole.prefix(scenario.cut)
    let rest = repeated + whole
    switch (scenario.fault, scenario.variant) {
    case (.stall, _): return deltas(beginning, on: &wire) + [.silence]
    case (.reset, _):
      let half = wire.text("never seen whole").prefix(20)
      return deltas(beginning, on: &wire) + [.body(Array(half))] + Self.settled + [.reset]
    case (.quietEnd, 0): return deltas(beginning, on: &wire) + [.end]
    case (.quietEnd, _): return deltas(beginning, on: &wire) + Self.settled + [.close]
    case (.errorInStream, let variant):
      let error = wire.error(type: variant == 0 ? "overloaded_error" : "api_error")
      return deltas(beginning, on: &wire) + [.body(error), .end]
    case (.garbage, 0):
      return deltas(beginning, on: &wire) + [.body(Array("data: {\"choices\"\n\n".utf8)), .end]
    case (.garbage, 1):
      let line = Array("data: ".utf8) + Array(repeating: UInt8(ascii: "x"), count: 10_000_000)
      return deltas(beginning, on: &wire) + [.body(line), .body([10, 10]), .end]
    case (.abortChunk, _): return deltas(beginning, on: &wire) + finish("abort", after: beginning, on: &wire)
    case (.toolCallCut, 0):
      let call = wire.toolCall(name: "weather") + wire.arguments(#"{"city":"Mün"#)
      return deltas(beginning, on: &wire) + body(call) + Self.settled + [.close]
    case (.toolCallCut, _):
      return body(wire.reasoning("Let me think. First")) + Self.settled + [.close]
    case (.endless, _): return deltas(rest, on: &wire) + [.pause(.milliseconds(10)), .again]
    case (.twoFinishes, _):
      let twice = finish("stop", after: rest, on: &wire, isEnd: false)
      return deltas(rest, on: &wire) + twice + finish("stop", after: rest, on: &wire)
    case (.deltasAfterFinish, _):
      let text = deltas(rest, on: &wire)
      let end = finish("stop", after: rest, on: &wire, isEnd: false)
      return text + end + body(wire.text(" and more")) + body(wire.ending()) + [.end]
    default: return deltas(rest, on: &wire) + finish("stop", after: rest, on: &wire)
    }
  }

  private func deltas(_ text: String, on wire: inout any UpstreamWire) -> [UpstreamAct] {
    var acts: [UpstreamAct] = []
    var rest = text[...]
    while !rest.isEmpty {
      let delta = rest.prefix(max(1, scenario.deltaLength))
      rest = rest.dropFirst(delta.count)
      if scenario.pace > .zero { acts.append(.pause(scenario.pace)) }
      acts += body(wire.text(String(delta)))
    }
    return acts
  }

  private func finish(
    _ reason: String, after text: String, on wire: inout any UpstreamWire, isEnd: Bool = true
  ) -> [UpstreamAct] {
    let words = text.split(separator: " ").count
    let usage = scenario.fault == .noUsage ? nil : (input: Self.inputTokens, output: words)
    return body(wire.finish(reason, usage: usage)) + (isEnd ? body(wire.ending()) + [.end] : [])
  }

  private func body(_ bytes: [UInt8]) -> [UpstreamAct] {
    let isCut = scenario.fault == .garbage && scenario.variant == 2
    if bytes.isEmpty { return [] }
    guard let length = scenario.writeLength ?? (isCut ? 1 : nil) else { return [.body(bytes)] }
    return stride(from: 0, to: bytes.count, by: max(1, length)).map { place in
      .body(Array(bytes[place..<min(place + max(1, length), bytes.count)]))
    }
  }
}
