package import HoldfastEngine

/// What kind of world a seed makes: how many machines, what limits.
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

  /// Draws a plan.
  package init(random: SimulationRandom) {
    isEmbedded = random.happens(0.3)
    nodes = isEmbedded ? 1 : random.within(2...3)
    clients = random.within(1...4)
    faultPhase = random.milliseconds(8000...30_000)
    configuration = EngineConfiguration()
    configuration.maximumAttempts = 1
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
  }
}
