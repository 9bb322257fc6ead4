import HoldfastModel
import HoldfastTesting

/// One reply that breaks off at a place, and what a seed decides of it.
struct SwitchRun: Sendable, CustomStringConvertible {
  /// Where the target stands that is well.
  enum Place: CaseIterable {
    /// Second of two.
    case second
    /// Third, behind one that refuses every request.
    case third
    /// Beside the one that breaks off: the two share the work.
    case beside
  }

  let seed: UInt64
  let fault: UpstreamFault
  /// What the target does that breaks off.
  let scenario: UpstreamScenario

  init(seed: UInt64, fault: UpstreamFault) {
    self.seed = seed
    self.fault = fault
    let random = SimulationRandom(seed: seed, fault.rawValue)
    var scenario = UpstreamScenario(words: random.within(8...60), fault: fault)
    scenario.variant = random.below(fault.variants)
    scenario.cut = random.below(scenario.text.count)
    scenario.deltaLength = random.within(1...30)
    scenario.writeLength = random.happens(0.5) ? random.within(1...60) : nil
    self.scenario = scenario
  }

  /// The whole reply.
  var text: String { scenario.text }

  /// What a target does that is well.
  var healthy: UpstreamScenario {
    var healthy = scenario
    healthy.fault = nil
    return healthy
  }

  var description: String {
    "seed \(seed), \(fault.rawValue).\(scenario.variant), cut at \(scenario.cut) of \(text.count), "
      + "events of \(scenario.deltaLength), writes of \(scenario.writeLength ?? 0)"
  }
}
