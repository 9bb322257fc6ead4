import Holdfast
import HoldfastModel
import HoldfastTesting
import Testing

/// Whether there is a second target, which is well.
enum Second: String, Sendable, CaseIterable {
  case none, healthy
}

// One after the other: each has servers of its own, and others are being tested beside.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct `Each fault of a provider` {
  /// One upstream is both targets: the first goes wrong, the second does not.
  private static func choice(_ fault: FaultCase) -> ScriptedUpstream.Choice {
    { request in
      var scenario = UpstreamScenario(words: FaultOutcome.words, fault: fault.fault, variant: fault.variant)
      scenario.cut = FaultOutcome.cutAt
      let healthy = UpstreamScenario(text: scenario.text)
      switch fault.fault {
      // These are about a reply that is gone on with, by whomever.
      case .prefillRefused, .prefixRepeated:
        guard request.beginning(of: scenario.text).isEmpty else { return scenario }
        scenario.fault = .quietEnd
        return scenario
      default: return request.model == "first" ? scenario : healthy
      }
    }
  }

  @Test(arguments: FaultCase.all, UpstreamFormat.allCases)
  func `alone`(fault: FaultCase, format: UpstreamFormat) async throws {
    try await check(fault, format, .none)
  }

  @Test(arguments: FaultCase.all, UpstreamFormat.allCases)
  func `with a second target that is well`(fault: FaultCase, format: UpstreamFormat) async throws {
    try await check(fault, format, .healthy)
  }

  private func check(_ fault: FaultCase, _ format: UpstreamFormat, _ second: Second) async throws {
    let text = UpstreamScenario(words: FaultOutcome.words, fault: fault.fault).text
    try await withScriptedUpstream(Self.choice(fault)) { upstream in
      let mode: ContinuationMode =
        fault.fault == .prefillRefused || format == .anthropic ? .prefill : .userContinue
      let chain = Chain(upstream: upstream, format: format, mode: mode)
      let first = chain.target(
        "first", isHanging: fault.fault == .connectHang,
        firstChunk: fault.fault == .noFirstToken ? .milliseconds(1500) : nil,
        betweenChunks: fault.fault == .stall ? .milliseconds(1500) : nil)
      let targets = second == .none ? [first] : [first, chain.target("second", rank: 1)]
      try await Chain.serve(
        targets, configure: { if fault.fault == .endless { $0.limits.replyBytes = 1000 } }
      ) { server in
        var expected = second == .none ? fault.alone : fault.withSecond
        // What never connects is not seen by the upstream.
        if fault.fault == .connectHang { expected.calls[0] = 0 }
        // In OpenAI's API the finish is not the last thing to come; in Anthropic's it is.
        if fault.fault == .deltasAfterFinish, format == .openAI { expected.seen = .more }
        if fault.fault == .controlText { expected.output = text.split(separator: " ").count }
        let observed = try await FaultOutcome.observed(on: server, saying: text, from: upstream)
        #expect(observed == expected)
      }
    }
  }
}
