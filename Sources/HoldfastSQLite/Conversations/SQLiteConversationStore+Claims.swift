public import HoldfastModel
public import HoldfastStores

extension SQLiteConversationStore {
  /// Claims a reply, in one step.
  public func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    try await file.write { db in
      var session = SQLiteSession(db: db, id: request.session)
      return try session.claim(request)
    }
  }

  /// The live claim of a key.
  public func claim(for key: ClaimKey) async throws -> Claim? {
    try await file.read { db in try Claim.find(key, in: db) }
  }

  /// The claim that names a stream, in this session, cut or not.
  public func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
    try await file.read { db in try SQLiteSession(db: db, id: session).claim(of: stream) }
  }

  /// The newest claim of a session that names a reservation, cut or not.
  public func claim(reserving reservation: ReservationID, in session: SessionID) async throws -> Claim? {
    try await file.read { db in try SQLiteSession(db: db, id: session).claim(reserving: reservation) }
  }

  /// The newest claim that answers a user message or made a reply of this id, in this session, cut or not.
  public func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
    try await file.read { db in try Claim.find(about: message, in: session, in: db) }
  }

  /// The newest live claim of a session.
  public func lastClaim(in session: SessionID) async throws -> Claim? {
    try await file.read { db in try SQLiteSession(db: db, id: session).lastClaim() }
  }

  /// The live claims of a session that are `claimed`, by place and segment.
  public func unsettledClaims(in session: SessionID) async throws -> [Claim] {
    try await file.read { db in try db.all(Claim.unsettled, [session.stored]) { try Claim(&$0) } }
  }

  /// Changes a claim, if its state is `claimed` and its run is still the stated one.
  public func move(
    _ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove
  ) async throws -> Bool {
    try await file.write { db in
      var session = SQLiteSession(db: db, id: session)
      return try session.move(stream, from: run, to: move)
    }
  }
}
