#if Redis
  import HoldfastModel
  import HoldfastStores

  extension Claim {
    /// Reads what ``stored`` has written of a claim in a session.
    init(in session: SessionID, _ value: RedisValue?) throws(StoreError) {
      let object = try StoredObject("a claim", value)
      let key = ClaimKey(
        session: session, message: try object.id("message"), trigger: try object.word("trigger"),
        target: try object.text("target"))
      self.init(
        key: key, state: try object.word("state"), principal: try object.principal("principal"),
        stream: try object.id("stream"), run: try object.id("run"), reply: try object.id("reply"),
        order: try object.integer("place"), segment: Int(try object.integer("segment")),
        number: try object.integer("number"), cutBy: try object.optionalID("cutBy"),
        supersedes: try object.optionalID("supersedes"),
        fingerprint: try object.fingerprint("fingerprint"), agent: try object.text("agent"),
        dialect: try object.word("dialect"), routeForm: try object.word("routeForm"),
        createdAt: try object.time("createdAt"), node: try object.optionalID("node"),
        deadline: try object.optionalInteger("deadline").map(Timestamp.init(milliseconds:)),
        reservation: try object.optionalID("reservation"))
    }

    /// The claim.
    var stored: [UInt8] {
      get throws(StoreError) {
        var object = StoredObject("a claim")
        object.set("message", key.message.rawValue)
        object.set("trigger", key.trigger.rawValue)
        object.set("target", key.target)
        object.set("state", state.rawValue)
        object.set("principal", principal.text)
        object.set("stream", stream.rawValue)
        object.set("run", run.rawValue)
        object.set("reply", reply.rawValue)
        object.set("place", order)
        object.set("segment", Int64(segment))
        object.set("number", number)
        object.set("cutBy", cutBy?.rawValue)
        object.set("supersedes", supersedes?.rawValue)
        object.set("fingerprint", Base64URL.encode(fingerprint))
        object.set("agent", agent)
        object.set("dialect", dialect.rawValue)
        object.set("routeForm", routeForm.rawValue)
        object.set("createdAt", createdAt.milliseconds)
        object.set("node", node?.rawValue)
        object.set("deadline", deadline?.milliseconds)
        object.set("reservation", reservation?.rawValue)
        return try object.bytes
      }
    }

    /// The claim as the index of open claims lists it: by its stream, in which there is no NUL.
    var openName: [UInt8] { Array("\(stream.rawValue)\0\(key.session.rawValue)".utf8) }
  }
#endif
