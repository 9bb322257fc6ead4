#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    /// Claims a reply, in one step.
    public func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
      try await write(in: request.session) { lost, last in
        // The streams of two requests are never the same, so the claim that the repeat found is the one that was made; it is
        // the caller's unless another run has taken it over meanwhile.
        if case .claimed(let made) = lost, case .existing(let found, _) = last, found.stream == made.stream,
          found.run == made.run
        {
          .claimed(found)
        } else {
          last
        }
      } _: { session in
        try session.claim(request)
      }
    }

    /// The live claim of a key.
    public func claim(for key: ClaimKey) async throws -> Claim? {
      try await read { db in try Claim.find(key, in: db) }
    }

    /// The claim that names a stream, in this session, cut or not.
    public func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
      try await read { db in try Claim.find(of: stream, in: session, in: db) }
    }

    /// The newest claim of a session that names a reservation, cut or not.
    public func claim(reserving reservation: ReservationID, in session: SessionID) async throws -> Claim? {
      try await read { db in try Claim.find(reserving: reservation, in: session, in: db) }
    }

    /// The newest claim that answers a user message or made a reply of this id, in this session, cut or not.
    public func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
      try await read { db in try Claim.find(about: message, in: session, in: db) }
    }

    /// The newest live claim of a session.
    public func lastClaim(in session: SessionID) async throws -> Claim? {
      try await read { db in try Claim.last(in: session, in: db) }
    }

    /// The live claims of a session that are `claimed`, by place and segment.
    public func unsettledClaims(in session: SessionID) async throws -> [Claim] {
      try await read { db in try Claim.unsettled(in: session, in: db) }
    }

    /// Changes a claim, if its state is `claimed` and its run is still the stated one.
    public func move(
      _ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove
    ) async throws -> Bool {
      try await write(in: session) { session in try session.move(stream, from: run, to: move) }
    }
  }
#endif
