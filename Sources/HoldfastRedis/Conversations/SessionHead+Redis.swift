#if Redis
  import HoldfastModel
  import HoldfastStores

  extension SessionHead {
    /// Reads what ``stored`` has written of a session.
    init(_ id: SessionID, _ value: RedisValue?) throws(StoreError) {
      let object = try StoredObject("a session", value)
      self.init(
        record: SessionRecord(
          id: id, principal: try object.principal("principal"), title: try object.text("title"),
          activeStream: try object.optionalID("activeStream"), createdAt: try object.time("createdAt"),
          updatedAt: try object.time("updatedAt")),
        lastPlace: try object.integer("lastPlace"), lastNumber: try object.integer("lastNumber"))
    }

    /// The session with its counters.
    var stored: [UInt8] {
      get throws(StoreError) {
        var object = StoredObject("a session")
        object.set("principal", record.principal.text)
        object.set("title", record.title)
        object.set("activeStream", record.activeStream?.rawValue)
        object.set("createdAt", record.createdAt.milliseconds)
        object.set("updatedAt", record.updatedAt.milliseconds)
        object.set("lastPlace", lastPlace)
        object.set("lastNumber", lastNumber)
        return try object.bytes
      }
    }
  }
#endif
