import GRDB
public import HoldfastModel
public import HoldfastStores

extension SQLiteConversationStore {
  /// Claims a reply, in one step.
  public func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    precondition(request.message.id == request.key.message, "a claim is keyed by its message's id")
    return try await file.write { db in try ClaimTransaction(db: db, request: request).run() }
  }

  /// The claim of a key.
  public func claim(for key: ClaimKey) async throws -> Claim? {
    try await file.read { db in try Claim.find(key, in: db) }
  }

  /// The claim that names a stream, in this session.
  public func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
    try await file.read { db in
      try db.first(Claim.ofStream, [session.stored, stream.stored]) { try Claim(&$0) }
    }
  }

  /// The newest claim that answers a user message or made a reply of this id, in this session.
  public func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
    try await file.read { db in
      let answering = try db.first(Claim.ofMessage, [session.stored, message.stored]) { try Claim(&$0) }
      let making = try db.first(Claim.ofReply, [session.stored, message.stored]) { try Claim(&$0) }
      guard let answering, let making else { return answering ?? making }
      return answering.order > making.order ? answering : making
    }
  }

  /// The newest claim of a session.
  public func lastClaim(in session: SessionID) async throws -> Claim? {
    try await file.read { db in try db.first(Claim.last, [session.stored]) { try Claim(&$0) } }
  }

  /// Changes a claim, if its state is `claimed` and its run is still the stated one.
  public func move(_ key: ClaimKey, from run: RunID, to move: ClaimMove) async throws -> Bool {
    try await file.write { db in
      guard let claim = try Claim.find(key, in: db) else { return false }
      guard claim.state == .claimed, claim.run == run else { return claim.hasMade(move, from: run) }
      switch move {
      case .run(let successor): try claim.update(.claimed, run: successor, in: db)
      case .ended: try claim.leave(.ended, in: db)
      case .unlogged: try claim.leave(.unlogged, in: db)
      }
      return true
    }
  }
}

extension Claim {
  /// Whether a move from a run has happened before.
  fileprivate func hasMade(_ move: ClaimMove, from run: RunID) -> Bool {
    switch move {
    case .run(let successor): state == .claimed && self.run == successor
    case .ended: state == .ended && self.run == run
    case .unlogged: state == .unlogged && self.run == run
    }
  }

  /// Goes to a state in which a resume finds no stream.
  fileprivate func leave(_ state: State, in db: Database) throws {
    try update(state, run: run, in: db)
    try SessionRecord.clearPointer(of: key.session, ifNaming: stream, in: db)
  }
}
