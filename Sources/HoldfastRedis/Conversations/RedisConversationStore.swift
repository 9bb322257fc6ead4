#if Redis
  public import HoldfastModel
  public import HoldfastStores

  /// Conversations in Redis that live for a time after the last write about them: for visitors without an account.
  ///
  /// A session is a few hashes in one slot, written by one script that gives all of them the same fresh time to live:
  /// so at no time is there a key without one, and all of a session goes at the same moment. Reading is no use and
  /// refreshes nothing. A write reads the session, applies the rules of ``ConversationStore`` to the value, and writes the
  /// difference if nobody has written meanwhile; else it begins anew.
  ///
  /// What it has acknowledged is as durable as the server is set up to keep it; see ``durabilityShortfalls()``.
  public final class RedisConversationStore: ConversationStore {
    let client: RedisClient
    let settings: RedisConversationSettings
    let turns = SessionTurns()
    let quotaTurns = SessionTurns()

    /// Makes a store over a client; the first call connects.
    package init(client: RedisClient, settings: RedisConversationSettings = RedisConversationSettings()) {
      self.client = client
      self.settings = settings
    }

    var timeToLive: [UInt8] { [UInt8](decimal: max(1, settings.timeToLive.milliseconds)) }

    func bucket(of session: SessionID) -> ConversationBucket {
      ConversationBucket(of: session, prefix: settings.prefix)
    }

    // MARK: Claims

    /// Claims a reply, in one step.
    public func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
      var reply: MessageID?
      if case .continuation(let message, _) = request.turn { reply = message }
      return try await change(request.session, by: request.principal, reading: reply) { session, isRepeat in
        // An earlier attempt of this call that got no reply has made the claim, and others have written since.
        if isRepeat, let claim = session.claim(of: request.stream) { return .claimed(claim) }
        return session.claim(request)
      }
    }

    /// The live claim of a key.
    public func claim(for key: ClaimKey) async throws -> Claim? {
      try await claims(in: key.session).claim(for: key)
    }

    /// The claim that names a stream, in this session, cut or not.
    public func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
      let key = bucket(of: session).key(.claims, of: session)
      let reply = try await client.send(
        RedisCommand("HGET", [key, Array(stream.rawValue.utf8)], key: key, effect: .read))
      return reply == .null ? nil : try Claim(in: session, reply)
    }

    /// The newest claim that answers a user message or made a reply of this id, in this session, cut or not.
    public func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
      try await claims(in: session).claim(about: message)
    }

    /// The newest live claim of a session.
    public func lastClaim(in session: SessionID) async throws -> Claim? {
      try await claims(in: session).lastClaim()
    }

    /// The newest claim of a session that names a reservation, cut or not.
    public func claim(reserving reservation: ReservationID, in session: SessionID) async throws -> Claim? {
      try await claims(in: session).claim(reserving: reservation)
    }

    /// The live claims of a session that are `claimed`, by place and segment.
    public func unsettledClaims(in session: SessionID) async throws -> [Claim] {
      try await claims(in: session).unsettledClaims()
    }

    /// Changes a claim, if its state is `claimed` and its run is still the stated one.
    public func move(
      _ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove
    ) async throws -> Bool {
      try await change(session) { session, _ in session.move(stream, from: run, to: move) } ?? false
    }

    /// A session of which only the claims are read.
    private func claims(in session: SessionID) async throws -> MemorySession {
      let key = bucket(of: session).key(.claims, of: session)
      let reply = try await client.send(RedisCommand("HGETALL", [key], key: key, effect: .read))
      var value = MemorySession()
      value.claims = try RedisSession.claims(reply, in: session)
      return value
    }

    // MARK: Saving

    /// Saves a reply and settles its claim, in one step, idempotent by stream.
    public func settle(_ settlement: Settlement) async throws -> SettleOutcome {
      try await change(settlement.session, readingArtifacts: !settlement.artifacts.isEmpty) { session, _ in
        session.settle(settlement)
      } ?? .sessionGone
    }

    /// Clears the session's pointer if it names the stated stream.
    public func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
      _ = try await change(session) { session, _ in session.clearPointer(ifNaming: stream) }
    }
  }
#endif
