package import HoldfastEngine

/// What kind of world a seed makes: how many machines, what models, what limits.
package struct SimulationPlan: Sendable {
  /// Whether there is one node whose process holds its stores, as in the embedded deployment.
  package var isEmbedded: Bool
  /// How many nodes there are.
  package var nodes: Int
  /// How many clients there are.
  package var clients: Int
  /// How long things go wrong.
  package var faultPhase: Duration
  /// The engine's limits.
  package var configuration: EngineConfiguration
  /// By how much each node's wall clock is wrong.
  package var skews: [Duration]
  /// Who answers; the first is the default.
  package var agents: [SimulatedAgent]

  /// Draws a plan.
  package init(random: SimulationRandom) {
    isEmbedded = random.happens(0.3)
    nodes = isEmbedded ? 1 : random.within(2...3)
    clients = random.within(1...4)
    faultPhase = random.milliseconds(8000...30_000)
    configuration = EngineConfiguration()
    if random.happens(0.5) { configuration.hubWindowBytes = random.within(100...2000) }
    if random.happens(0.5) { configuration.readBatchBytes = random.within(1...2000) }
    if random.happens(0.5) { configuration.inboxEvents = random.within(1...8) }
    if random.happens(0.3) { configuration.commitBatchWrites = random.within(1...3) }
    if random.happens(0.2) { configuration.maximumRuns = random.within(1...4) }
    configuration.unloggedDeadline = random.milliseconds(10_000...40_000)
    if random.happens(0.5) {
      configuration.firstChunkTimeout = random.milliseconds(2000...20_000)
      configuration.betweenChunksTimeout = random.milliseconds(2000...20_000)
    }
    if random.happens(0.2) { configuration.replyTimeout = random.milliseconds(2000...20_000) }
    if random.happens(0.15) { configuration.streamRetention = random.milliseconds(15_000...40_000) }
    configuration.drainBudget = random.milliseconds(0...5000)
    skews = (0..<nodes).map { _ in
      random.happens(0.2) ? .milliseconds(random.within(-5000...5000)) : .zero
    }
    agents = Self.drawAgents(random)
    drawAttempts(random)
  }

  private static func drawAgents(_ random: SimulationRandom) -> [SimulatedAgent] {
    let count = random.within(1...3)
    // In some worlds one model is always well, and what others break off can be finished by it.
    let healthy = random.happens(0.3) ? random.below(count) : nil
    let models = (0..<count).map { SimulatedModel(number: $0, isHealthy: $0 == healthy, random: random) }
    return (0..<random.within(1...2)).map {
      SimulatedAgent(name: $0 == 0 ? Agent.defaultName : "agent-\($0)", of: models, random: random)
    }
  }

  /// Draws how often a reply is tried, and when a model is closed off.
  private mutating func drawAttempts(_ random: SimulationRandom) {
    configuration.maximumAttempts = random.within(1...3)
    configuration.maximumContinuations = random.within(0...2)
    configuration.retryBase = random.milliseconds(10...300)
    configuration.retryMaximum = random.milliseconds(300...4000)
    configuration.retryAfterMaximum = random.milliseconds(500...10_000)
    configuration.breakerOpen = random.milliseconds(300...4000)
    configuration.breakerMaximumOpen = configuration.breakerOpen * random.within(1...2)
    // In most worlds the budget is larger than what so few clients can use up.
    if random.happens(0.3) { configuration.retriesPerSecond = random.within(0...1) }
  }
}
