import HoldfastModel

extension SessionTables {
  /// Saves a reply by the rules of ``ConversationStore/settle(_:)``.
  package mutating func settle(_ settlement: Settlement) throws(Failure) -> SettleOutcome {
    let stream = settlement.stream
    guard var claim = try claim(of: stream), var head = try self.head else { return .sessionGone }
    switch claim.state {
    case .ended, .abandoned: return .notOurs
    case .settled: return .alreadySettled
    case .claimed, .unlogged: break
    }
    if let message = settlement.message {
      try insert(
        MessageSegment(message: message, number: claim.segment, storedBy: stream, cutBy: claim.cutBy))
    }
    try writeArtifacts(of: settlement)
    for effect in settlement.effects { try save(effect, of: stream) }
    claim.state = .settled
    try update(claim)
    if settlement.isFailed { try undo(claim) }
    head.record.updatedAt = settlement.now
    try save(head)
    return .settled
  }

  /// Adds what the reply made to the session's artifacts; without a message there is nothing that they could belong to.
  private mutating func writeArtifacts(of settlement: Settlement) throws(Failure) {
    guard let message = settlement.message, !settlement.isFailed else { return }
    var versions: [ArtifactID: Int] = [:]
    for content in settlement.artifacts {
      var last = versions[content.id] ?? 0
      if last == 0 { last = try lastVersion(of: content.id) }
      versions[content.id] = last + 1
      try insert(
        ArtifactRecord(
          content: content, version: last + 1, message: message.message.id, stream: settlement.stream,
          createdAt: settlement.now))
    }
  }

  /// Brings back what a claim has cut, and cuts the claim in its stead.
  ///
  /// What comes back takes the mark of the claim: where a later one has cut it, that one decides over both. A later one
  /// that cut the claim but answers the message that it stored stands on it, and then all stays as it is.
  private mutating func undo(_ claim: Claim) throws(Failure) {
    guard try hasCuts(by: claim.stream), try isAllMarked(claim.cutBy, storedBy: claim.stream) else { return }
    try cutOwn(claim.stream)
    try remark(cutBy: claim.stream, as: claim.cutBy)
  }
}
