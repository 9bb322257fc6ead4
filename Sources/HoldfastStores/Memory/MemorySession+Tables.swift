package import HoldfastModel

extension MemorySession: SessionTables {
  package typealias Failure = Never

  package mutating func save(_ head: SessionHead) { self.head = head }

  package func claim(of stream: StreamID) -> Claim? { claims.last { $0.stream == stream } }

  package func newestClaim(submitting message: MessageID) -> Claim? {
    claims.last { $0.key.message == message && $0.key.trigger == .submit && !$0.isUndone }
  }

  package func newestClaim(making reply: MessageID) -> Claim? { claims.last { $0.reply == reply } }

  package func liveClaim(making reply: MessageID) -> Claim? {
    claims.last { $0.reply == reply && $0.cutBy == nil }
  }

  package func liveClaim(at place: Int64) -> Claim? {
    claims.last { $0.order == place && $0.cutBy == nil && $0.key.trigger != .continuation }
  }

  package func lastClaim() -> Claim? { claims.last { $0.cutBy == nil } }

  package func unloggedClaim() -> Claim? { claims.last { $0.state == .unlogged && $0.cutBy == nil } }

  package func highestSegment(of reply: MessageID) -> Int {
    claims.lazy.filter { $0.reply == reply }.map(\.segment).max() ?? -1
  }

  package mutating func insert(_ claim: Claim) { claims.append(claim) }

  package mutating func update(_ claim: Claim) {
    guard let index = claims.lastIndex(where: { $0.stream == claim.stream }) else { return }
    claims[index] = claim
  }

  // MARK: Keys

  package func note(of key: String) -> KeyNote? { keys[Array(key.utf8)] }

  package mutating func save(_ note: KeyNote) { keys[Array(note.key.name.utf8)] = note }

  package mutating func moveKeys(from stream: StreamID, to successor: StreamID) {
    // The order of the keys does not show.
    for name in keys.keys where keys[name]?.stream == stream { keys[name]?.stream = successor }
  }
}
