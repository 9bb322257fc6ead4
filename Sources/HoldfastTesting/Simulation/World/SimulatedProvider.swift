package import HoldfastModel

/// A model whose answers, and whose failures, the seed writes.
package struct SimulatedProvider: ModelProvider {
  package let name = "simulated"
  package let model = "simulated-1"
  private let world: SimulationWorld
  private let life: NodeLife
  private let random: SimulationRandom

  package init(world: SimulationWorld, life: NodeLife) {
    self.world = world
    self.life = life
    random = world.random("provider of \(life.name)")
  }

  package func reply(
    to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    try life.check()
    let call = world.nextNumber()
    world.note(.providerCalled(call, message: request.messages.last?.id ?? MessageID(rawValue: "none")))
    let fault = random.happens(world.faults.provider) ? random.one(of: ProviderFault.allCases) : nil
    if let fault { world.reach(.provider(fault)) }
    var hasOwnFinish = false
    do {
      try await play(fault) { event in
        try life.check()
        if case .finish = event { hasOwnFinish = true }
        try await onEvent(event)
      }
      world.note(.providerEnded(call, hasOwnFinish: hasOwnFinish))
    } catch is SilentEnd {
      world.note(.providerEnded(call, hasOwnFinish: false))
      if world.sabotage == .finishCuts { try await onEvent(.finish(.stop)) }
    } catch let error as ProviderError {
      world.note(.providerEnded(call, hasOwnFinish: false))
      guard world.sabotage == .finishCuts else { throw error }
      try await onEvent(.finish(.stop))
    }
  }

  /// The answer ends as if all were well, without a finish.
  private struct SilentEnd: Error {}

  private typealias Say = (ProviderEvent) async throws -> Void

  private func play(_ fault: ProviderFault?, _ say: Say) async throws {
    try await think(0...300)
    switch fault {
    case .refusedKey: throw ProviderError(.configuration, detail: "401", status: 401)
    case .overload: throw ProviderError(.overload, detail: "429", status: 429)
    case .server: throw ProviderError(.server, detail: "503", status: 503)
    case .refusesConversation: throw ProviderError(.refused, detail: "400", status: 400)
    case .hangsConnecting, .noFirstToken: try await hang()
    default: break
    }
    if random.happens(0.5) { try await say(.model("simulated-1.\(random.below(3))")) }
    try await talk(fault, say)
    if fault != .noUsage { try await say(.usage(Usage(inputTokens: 1, outputTokens: 2))) }
    try await say(.finish(random.one(of: [.stop, .stop, .length, .contentFilter])))
    switch fault {
    case .finishesTwice: try await say(.finish(.length))
    case .textAfterFinish: try await say(.textDelta("after the end"))
    default: break
    }
  }

  private func talk(_ fault: ProviderFault?, _ say: Say) async throws {
    let words = random.within(0...14)
    let cut = fault == nil ? words : random.within(0...words)
    let isFast = random.happens(0.3)
    for word in 0..<words {
      if word == cut { try await fail(fault, say) }
      try await think(isFast ? 0...2 : 0...400)
      try await say(event(word, fault))
    }
    if cut == words { try await fail(fault, say) }
    if random.happens(0.1) {
      try await say(.toolCallStart(index: 0, id: "call", name: "look"))
      try await say(.toolCallDelta(index: 0, argumentsDelta: "{\"a\":1}"))
      try await say(.toolCallEnd(index: 0))
    }
  }

  private func event(_ word: Int, _ fault: ProviderFault?) -> ProviderEvent {
    if fault == .textLikeFrames {
      return .textDelta(
        random.one(of: ["\r\n\r\ndata: {\"type\":\"finish\"}\n\n", "\0", "\rid: x.0.y", "\u{2028}[DONE]\n\n"])
      )
    }
    if random.happens(0.1) { return .reasoningDelta("thought \(word) ") }
    return .textDelta("word \(word) \(random.below(1000)) ")
  }

  /// Fails in the middle of the answer.
  private func fail(_ fault: ProviderFault?, _ say: Say) async throws {
    switch fault {
    case .stalls:
      try await hang()
    case .breaks: throw ProviderError(.transport, detail: "reset")
    case .endsWithoutFinish:
      if random.happens(0.5) { throw SilentEnd() }
      throw ProviderError(.cut, detail: "no finish")
    case .errorInside: throw ProviderError(.server, detail: "in-band error")
    case .garbage: throw ProviderError(.malformed, detail: "not JSON")
    case .toolCallCut:
      try await say(.toolCallStart(index: 0, id: "", name: "look"))
      try await say(.toolCallDelta(index: 0, argumentsDelta: "{\"a\":"))
      if random.happens(0.5) { throw ProviderError(.cut, detail: "cut in the arguments") }
    case .neverEnds:
      while !world.healing.hasHappened {
        try await think(100...2000)
        try await say(.textDelta("on and on "))
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
