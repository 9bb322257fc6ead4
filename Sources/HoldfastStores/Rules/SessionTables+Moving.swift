package import HoldfastModel

extension SessionTables {
  /// Changes a claim by the rules of ``ConversationStore/move(_:in:from:to:)``.
  package mutating func move(
    _ stream: StreamID, from run: RunID, to move: ClaimMove
  ) throws(Failure) -> Bool {
    guard var claim = try claim(of: stream) else { return false }
    guard claim.run == run, claim.canMake(move) else { return claim.hasMade(move, from: run) }
    switch move {
    case .run(let successor): claim.run = successor
    case .ended: claim.state = .ended
    case .abandoned: claim.state = .abandoned
    case .unlogged(let node, let deadline):
      claim.state = .unlogged
      claim.node = node
      claim.deadline = deadline
    }
    try update(claim)
    // In the other states a resume finds no stream.
    if claim.state != .claimed { try clearPointer(ifNaming: stream) }
    return true
  }

  /// Clears the pointer if it names a stream.
  package mutating func clearPointer(ifNaming stream: StreamID) throws(Failure) {
    guard var head = try self.head, head.record.activeStream == stream else { return }
    head.record.activeStream = nil
    try save(head)
  }
}

extension Claim {
  /// Whether the state allows a move.
  fileprivate func canMake(_ move: ClaimMove) -> Bool {
    state == .claimed || (state == .unlogged && move == .abandoned)
  }

  /// Whether a move from a run has happened before.
  fileprivate func hasMade(_ move: ClaimMove, from run: RunID) -> Bool {
    switch move {
    case .run(let successor): state == .claimed && self.run == successor
    case .ended: state == .ended && self.run == run
    case .abandoned: state == .abandoned && self.run == run
    case .unlogged(let node, let deadline):
      state == .unlogged && self.run == run && self.node == node && self.deadline == deadline
    }
  }
}
