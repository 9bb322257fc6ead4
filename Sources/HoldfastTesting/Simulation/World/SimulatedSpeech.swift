import HoldfastModel

/// What a model says in one call, and where it fails.
struct SimulatedSpeech: Sendable {
  /// The answer ends as if all were well, without a finish.
  struct SilentEnd: Error {}

  /// Takes an event, and whether it only repeats what the reply said before.
  typealias Say = (ProviderEvent, _ isRepeated: Bool) async throws -> Void

  /// The tool that the client answers for.
  static let clientTool = "look"

  let call: ProviderCall
  let model: SimulatedModel
  let fault: ProviderFault?
  let world: SimulationWorld
  let random: SimulationRandom

  /// Whether it is certain what of it is new to a reply that it goes on with.
  ///
  /// Strange text may repeat something by chance, and between two words of two answers there may be a space.
  var isExact: Bool {
    guard let continuing = call.continuing else { return true }
    guard fault != .textLikeFrames, fault != .neverEnds else { return false }
    return continuing.mode == .prefill || continuing.text.last?.isWhitespace == true
  }

  /// Says all of it.
  func give(_ say: Say) async throws {
    try await think(0...300)
    if call.continuing?.mode == .prefill, model.refusesPrefill {
      world.reach(.prefillRefused)
      throw ProviderError(.refused, detail: "400", status: 400)
    }
    try await failToBegin()
    if random.happens(0.5) { try await say(.model("\(model.model).\(random.below(3))"), false) }
    if random.happens(0.1) { try await say(usage, false) }
    try await talk(say)
    if fault != .noUsage { try await say(usage, false) }
    try await say(.finish(random.one(of: [.stop, .stop, .length, .contentFilter])), false)
    switch fault {
    case .finishesTwice: try await say(.finish(.length), false)
    case .textAfterFinish: try await say(.textDelta("after the end"), false)
    default: break
    }
  }

  private var usage: ProviderEvent { .usage(Usage(inputTokens: 1, outputTokens: random.within(0...20))) }

  private func failToBegin() async throws {
    switch fault {
    case .refusedKey: throw ProviderError(.configuration, detail: "401", status: 401)
    case .overload:
      let wish = random.happens(0.5) ? random.milliseconds(100...12_000) : nil
      throw ProviderError(.overload, detail: "429", status: 429, retryAfter: wish)
    case .server: throw ProviderError(.server, detail: "503", status: 503)
    case .refusesConversation: throw ProviderError(.refused, detail: "400", status: 400)
    case .hangsConnecting, .noFirstToken: try await hang()
    default: break
    }
  }

  // MARK: Talking

  private func talk(_ say: Say) async throws {
    let isFast = random.happens(0.3)
    func pause() async throws { try await think(isFast ? 0...2 : 0...400) }
    let begun = call.continuing?.text ?? ""
    var words = SimulatedTalk(number: call.number, seed: world.seed).words
    if !begun.isEmpty, let known = SimulatedTalk(begunBy: begun, seed: world.seed) {
      words = known.words(after: begun)
      if random.happens(0.2) { try await say(.reasoningDelta("where was I "), false) }
      for piece in repeats(of: begun) {
        try await pause()
        try await say(.textDelta(piece), true)
      }
    }
    let cut = fault == nil ? words.count : random.within(0...words.count)
    for (index, word) in words.enumerated() {
      if index == cut { try await fail(say) }
      try await pause()
      if random.happens(0.1) { try await say(.reasoningDelta("thought \(index) "), false) }
      try await say(.textDelta(fault == .textLikeFrames ? textLikeFrames : word), false)
    }
    if cut == words.count { try await fail(say) }
    var calls = toolsToCall
    if random.happens(0.08) { calls.append(Self.clientTool) }
    for (index, name) in calls.enumerated() {
      let id = name == Self.clientTool ? "call" : "\(name)-\(index)"
      try await say(.toolCallStart(index: index, id: id, name: name), false)
      // An input without its member does not fit the tools here.
      let input = random.happens(0.05) ? "{}" : "{\"a\":1}"
      try await say(.toolCallDelta(index: index, argumentsDelta: input), false)
      try await say(.toolCallEnd(index: index), false)
    }
  }

  /// The tools that it calls behind its words.
  private var toolsToCall: [String] {
    guard !call.tools.isEmpty, random.happens(world.isDrilled ? 0.7 : 0.4) else { return [] }
    return (0..<random.within(1...3)).map { _ in random.one(of: call.tools) }
  }

  /// What it says again before it goes on.
  private func repeats(of begun: String) -> [String] {
    let words = begun.split(separator: " ", omittingEmptySubsequences: true).map { "\($0) " }
    // Half a word at the end is not what a word is repeated for.
    guard begun.hasSuffix(" ") else { return [] }
    switch random.one(of: SimulatedModel.Habit.allCases) {
    case .goesOn: return []
    // Only who is asked to says a few words again.
    case .repeatsLastWords:
      return words.suffix(random.within(call.continuing?.mode == .prefill ? 5...8 : 1...4))
    case .restarts: return words
    }
  }

  private var textLikeFrames: String {
    random.one(of: ["\r\n\r\ndata: {\"type\":\"finish\"}\n\n", "\0", "\rid: x.0.y", "\u{2028}[DONE]\n\n"])
  }

  // MARK: Failing

  /// Fails in the middle of the answer.
  private func fail(_ say: Say) async throws {
    switch fault {
    case .stalls: try await hang()
    case .breaks: throw ProviderError(.transport, detail: "reset")
    case .endsWithoutFinish:
      if random.happens(0.5) { throw SilentEnd() }
      throw ProviderError(.cut, detail: "no finish")
    case .errorInside: throw ProviderError(.server, detail: "in-band error")
    case .garbage: throw ProviderError(.malformed, detail: "not JSON")
    case .breaksInThought:
      try await say(.reasoningDelta("but then "), false)
      throw ProviderError(.transport, detail: "reset")
    case .breaksInArtifact:
      try await say(.data(name: "kind", value: "text", id: nil, transient: true), false)
      throw ProviderError(.transport, detail: "reset")
    case .breaksBehindSource:
      try await say(.source(url: "https://example.org/\(call.number)", title: nil), false)
      throw ProviderError(.transport, detail: "reset")
    case .toolCallCut:
      let name = random.one(of: call.tools + [Self.clientTool])
      try await say(.toolCallStart(index: 0, id: "", name: name), false)
      try await say(.toolCallDelta(index: 0, argumentsDelta: "{\"a\":"), false)
      if random.happens(0.5) { throw ProviderError(.cut, detail: "cut in the arguments") }
    case .neverEnds:
      while !world.healing.hasHappened {
        try await think(100...2000)
        try await say(.textDelta("on and on "), false)
      }
      throw ProviderError(.transport, detail: "given up")
    case .ignoresCancellation:
      await world.pass(random.milliseconds(0...5000))
      try Task.checkCancellation()
    default: break
    }
  }

  /// Says nothing more, until the client of the API has had enough.
  private func hang() async throws {
    if random.happens(0.3) {
      while !world.healing.hasHappened { try await world.sleep(for: .milliseconds(500)) }
    } else {
      try await think(5000...30_000)
    }
    throw ProviderError(.stall, detail: "nothing came")
  }

  private func think(_ milliseconds: ClosedRange<Int>) async throws {
    let duration = random.milliseconds(milliseconds)
    try await world.sleep(for: world.healing.hasHappened ? min(duration, .milliseconds(50)) : duration)
  }
}
