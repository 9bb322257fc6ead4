#if Redis
  import HoldfastModel
  import HoldfastStores

  extension StreamRecord {
    /// Reads the reply to `HGETALL`; `nil` when there is no such stream.
    static func find(_ reply: RedisValue) throws(StoreError) -> StreamRecord? {
      try find(try RecordFields(reply))
    }

    /// Reads the fields of a record; `nil` when there are none.
    static func find(_ fields: RecordFields) throws(StoreError) -> StreamRecord? {
      fields.isEmpty ? nil : try StreamRecord(fields)
    }

    /// Reads the reply to `HGETALL` of a stream that must be there.
    init(redis reply: RedisValue) throws(StoreError) { try self.init(try RecordFields(reply)) }

    private init(_ fields: RecordFields) throws(StoreError) {
      self.init(
        header: try StreamHeader(fields), run: try fields.id("run"),
        owner: try fields.optionalText("owner").map { NodeID(rawValue: $0) },
        epoch: try fields.integer("epoch"),
        leaseUntil: try fields.time("lease"), length: try fields.integer("length"),
        lastSeal: try fields.seal("seal"), requestedEnd: try fields.optionalWord("requested"),
        outcome: try fields.optionalOutcome("outcome"), state: try fields.optionalWord("state"),
        endedAt: try fields.optionalInteger("endedAt").map { Timestamp(milliseconds: $0) },
        persistence: try fields.word("persistence"))
    }
  }

  extension StreamHeader {
    fileprivate init(_ fields: RecordFields) throws(StoreError) {
      let claim = ClaimKey(
        session: try fields.id("session"), message: try fields.id("message"),
        trigger: try fields.word("trigger"),
        target: try fields.text("target"))
      self.init(
        stream: try fields.id("stream"), principal: try fields.principal("principal"), claim: claim,
        reply: try fields.id("reply"), order: try fields.integer("order"),
        segment: try fields.integer("segment"),
        agent: try fields.text("agent"), dialect: try fields.word("dialect"),
        routeForm: try fields.word("routeForm"), createdAt: try fields.time("createdAt"),
        reservation: try fields.optionalText("reservation").map { ReservationID(rawValue: $0) })
    }

    /// The fields of a new stream's record, but for the lease, which the script sets.
    func redisFields(run: RunID, owner: NodeID) -> [(String, [UInt8])] {
      var texts = [
        ("stream", stream.rawValue), ("principal", principal.text), ("session", claim.session.rawValue),
        ("message", claim.message.rawValue), ("trigger", claim.trigger.rawValue), ("target", claim.target),
        ("reply", reply.rawValue), ("order", String(order)), ("segment", String(segment)), ("agent", agent),
        ("dialect", dialect.rawValue), ("routeForm", routeForm.rawValue),
        ("createdAt", String(createdAt.milliseconds)), ("run", run.rawValue), ("owner", owner.rawValue),
        ("epoch", "1"), ("epochStart", "0"), ("length", "0"),
        ("persistence", StreamRecord.Persistence.pending.rawValue),
      ]
      if let reservation { texts.append(("reservation", reservation.rawValue)) }
      return texts.map { ($0, Array($1.utf8)) } + [("seal", Seal.origin.bytes)]
    }
  }
#endif
