package import HoldfastModel
package import HoldfastStores

/// The effect ledger, with what became of each entry noted when it is durable.
extension SimulatedStreamLog {
  package func effects(of stream: StreamID) async throws -> [EffectEntry] {
    try await look { try await $0.effects(of: stream) }
  }

  package func moveEffect(
    of stream: StreamID, from old: EffectEntry, to new: EffectEntry
  ) async throws -> Bool {
    let process = caller.name
    return try await write(.moveEffect, dying: death(at: [new])) {
      try await $0.moveEffect(of: stream, from: old, to: new)
    } events: {
      $0 ? [.effectMoved(new, of: stream, by: process)] : []
    }
  }

  package func effects(
    in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
  ) async throws -> [StreamEffect] {
    try await look(.list) { try await $0.effects(in: states, after: place, limit: limit) }
  }

  /// Whether the process dies of a write of some entries, and when.
  func death(at entries: [EffectEntry]) -> StoreLink.Death? {
    guard let crash = world.ledgerCrash, entries.contains(where: { $0.state == crash.state }) else {
      return nil
    }
    return StoreLink.Death(rate: 0.5, isAfter: crash.isAfter, point: .ledgerCrash(crash))
  }
}
