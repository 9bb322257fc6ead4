/// How often what goes wrong, drawn once per seed.
package struct FaultRates: Sendable {
  /// A call is refused before anything happened.
  package var unavailable = 0.0
  /// A write finds no room.
  package var full = 0.0
  /// A write did not happen, and the caller cannot know.
  package var undone = 0.0
  /// A write happened, and its answer is an error.
  package var errorAfter = 0.0
  /// A call happened, and its answer never comes: after a while the caller gives up.
  package var lostReply = 0.0
  /// A call takes up to seconds.
  package var delay = 0.0
  /// The caller's process dies at a write.
  package var crash = 0.0
  /// The store syncs slowly.
  package var slowSync = 0.0
  /// A sync fails, and with it the store until it is restarted.
  package var failedSync = 0.0
  /// A timer is late.
  package var lateTimer = 0.0
  /// The conversation store refuses a reply for good, judged once per stream.
  package var refusal = 0.0
  /// A provider's call goes wrong.
  package var provider = 0.0
  /// Something befalls a whole machine in the next second.
  package var nemesis = 0.0
  /// A call of a tool goes wrong.
  package var tool = 0.0
  /// Undoing what a tool did goes wrong.
  package var undo = 0.0

  /// Nothing goes wrong.
  package static let none = FaultRates()

  /// Draws rates: each is zero in some worlds, and high in some.
  package static func drawn(from random: SimulationRandom) -> FaultRates {
    func rate(upTo maximum: Double) -> Double {
      switch random.below(3) {
      case 0: 0
      case 1: random.unit() * maximum / 10
      default: random.unit() * maximum
      }
    }
    return FaultRates(
      unavailable: rate(upTo: 0.1), full: rate(upTo: 0.04), undone: rate(upTo: 0.05),
      errorAfter: rate(upTo: 0.08), lostReply: rate(upTo: 0.06), delay: rate(upTo: 0.2),
      crash: rate(upTo: 0.02), slowSync: rate(upTo: 0.2), failedSync: rate(upTo: 0.005),
      lateTimer: rate(upTo: 0.1), refusal: rate(upTo: 0.1), provider: rate(upTo: 0.9),
      nemesis: rate(upTo: 0.3), tool: rate(upTo: 0.7), undo: rate(upTo: 0.9))
  }

  /// The rates of a world that is made for what becomes of effects: much goes wrong with tools and with saving.
  package func drilled(_ random: SimulationRandom) -> FaultRates {
    var rates = self
    rates.tool = 0.2 + random.unit() * 0.5
    rates.undo = 0.2 + random.unit() * 0.6
    rates.refusal = 0.2 + random.unit() * 0.3
    return rates
  }
}
