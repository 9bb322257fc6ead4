package import HoldfastModel

/// What a seed makes of one tool: what it does to the world outside, and whether it knows what it did.
package struct SimulatedToolTraits: Sendable, Hashable {
  /// The name.
  package var name: String
  /// What it does to the world outside.
  package var effect: ToolEffect
  /// Whether it can say what became of a call.
  package var canTell: Bool
  /// Whether a person is asked before each call.
  package var needsApproval: Bool
  /// How long a call may take.
  package var deadline: Duration

  /// Draws the tools of a world: one of each effect.
  package static func drawn(from random: SimulationRandom) -> [SimulatedToolTraits] {
    let names: [(String, ToolEffect)] = [
      ("find", .none), ("book", .reversible), ("invite", .residue), ("pay", .irreversible),
    ]
    return names.map { name, effect in
      SimulatedToolTraits(
        name: name, effect: effect, canTell: random.happens(0.7),
        needsApproval: effect != .none && random.happens(0.25), deadline: random.milliseconds(500...4000))
    }
  }
}
