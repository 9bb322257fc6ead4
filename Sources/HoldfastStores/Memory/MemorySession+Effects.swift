package import HoldfastModel

extension MemorySession {
  package mutating func save(_ effect: EffectEntry, of stream: StreamID) {
    var entries = effects[stream] ?? []
    entries.removeAll { $0.call == effect.call }
    entries.append(effect)
    effects[stream] = entries.sorted { $0.number < $1.number }
  }

  package func lastVersion(of artifact: ArtifactID) -> Int {
    artifacts.last { $0.content.id == artifact }?.version ?? 0
  }

  package mutating func insert(_ artifact: ArtifactRecord) { artifacts.append(artifact) }

  /// The newest version of each artifact, in the order in which they were begun.
  package func newestArtifacts() -> [ArtifactRecord] {
    artifacts.filter { $0.version == 1 }.compactMap { first in
      artifacts.last { $0.content.id == first.content.id }
    }
  }

  /// The newest claim that names a reservation, cut or not.
  package func claim(reserving reservation: ReservationID) -> Claim? {
    claims.last { $0.reservation == reservation }
  }
}
