package import HoldfastEngine
import HoldfastModel
import HoldfastStores

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
  /// What a principal may have of the agents that count towards it.
  package var quota: QuotaPlan
  /// How often a client deletes a session, in place of something else.
  package var deletes: Double

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
    quota = Self.drawQuota(random)
    deletes = random.happens(0.25) ? 0.05 + random.unit() * 0.15 : 0
    agents = Self.drawAgents(random, plan: quota.name)
    drawAttempts(random)
    if random.happens(0.4) { configuration.reservationTime = random.milliseconds(500...8000) }
    // With one step alone, approved calls would be made and no model asked.
    if random.happens(0.3) { configuration.maximumSteps = random.within(2...3) }
    if random.happens(0.4) { configuration.maximumCompensations = random.within(1...3) }
  }

  /// Makes the world one in which much is done by tools, and little of it goes well.
  package mutating func drill(_ random: SimulationRandom) {
    let tools = SimulatedToolTraits.drawn(from: random)
    for index in agents.indices {
      agents[index].tools = tools
      agents[index].format = .text
    }
    configuration.maximumSteps = 8
    configuration.maximumCompensations = random.within(1...2)
    configuration.firstChunkTimeout = .seconds(20)
    configuration.betweenChunksTimeout = .seconds(20)
    configuration.replyTimeout = .seconds(60)
  }

  /// Draws limits, in most worlds such that no client comes to them.
  private static func drawQuota(_ random: SimulationRandom) -> QuotaPlan {
    let isTight = random.happens(0.2)
    return QuotaPlan(
      name: "simulated",
      limits: [
        QuotaPlan.Limit(unit: .messages, period: .day, limit: isTight ? random.within(3...12) : 2000),
        QuotaPlan.Limit(unit: .tokens, period: .day, limit: isTight ? random.within(100...2000) : 1_000_000),
      ], concurrency: random.happens(0.1) ? random.within(2...5) : 50, reserveTokens: random.within(1...200))
  }

  private static func drawAgents(_ random: SimulationRandom, plan: String) -> [SimulatedAgent] {
    let count = random.within(1...3)
    // In some worlds one model is always well, and what others break off can be finished by it.
    let healthy = random.happens(0.3) ? random.below(count) : nil
    let models = (0..<count).map { SimulatedModel(number: $0, isHealthy: $0 == healthy, random: random) }
    let tools = SimulatedToolTraits.drawn(from: random)
    return (0..<random.within(1...2)).map {
      SimulatedAgent(
        name: $0 == 0 ? Agent.defaultName : "agent-\($0)", of: models, tools: tools, plan: plan,
        random: random)
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
