package import HoldfastModel

/// What a seed makes of one model: how it is asked to go on, how well it is, and what it does when it goes on.
package struct SimulatedModel: Sendable, Hashable {
  /// How it begins its answer when it is asked to go on.
  package enum Habit: String, Sendable, Hashable, CaseIterable {
    /// With what comes next.
    case goesOn
    /// F72: with its last words once more.
    case repeatsLastWords
    /// With all of it once more.
    case restarts
  }

  /// A time in which every call fails in the same way.
  package struct Outage: Sendable, Hashable {
    /// From when on.
    package var start: Duration
    /// Until when.
    package var end: Duration
    /// What goes wrong.
    package var fault: ProviderFault
  }

  /// The name of the provider.
  package var name: String
  /// The model that is asked.
  package var model: String
  /// How it is asked to go on, as configured.
  package var continuation: ContinuationMode
  /// F71: whether it refuses a conversation that ends with the beginning of its answer.
  package var refusesPrefill: Bool
  /// Whether nothing ever goes wrong with it.
  package var isHealthy: Bool
  /// When it is down.
  package var outage: Outage?

  /// The name of the target.
  package var id: String { "\(name)/\(model)" }

  /// Draws a model.
  package init(number: Int, isHealthy: Bool, random: SimulationRandom) {
    name = "provider-\(number)"
    model = "model-\(number)"
    continuation = random.one(of: [.prefill, .prefill, .userContinue, .none])
    self.isHealthy = isHealthy
    refusesPrefill = random.happens(0.3)
    guard !isHealthy else {
      // One that can always go on: what it is asked has no excuse.
      if continuation == .none { continuation = .userContinue }
      return
    }
    if random.happens(0.4) {
      let start = random.milliseconds(0...8000)
      outage = Outage(
        start: start, end: start + random.milliseconds(2000...20_000),
        fault: random.one(of: [.refusedKey, .overload, .server, .server, .breaks, .noFirstToken]))
    }
  }

  /// What goes wrong with every call at a time; `nil` when that is left to chance.
  package func outage(at time: Duration) -> ProviderFault? {
    outage.flatMap { $0.start <= time && time < $0.end ? $0.fault : nil }
  }
}
