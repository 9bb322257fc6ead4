#if Redis
  import HoldfastModel
  import HoldfastStores

  extension Tombstone {
    /// Reads the fields `body` and `open` of a tombstone; `nil` when there is none.
    static func find(_ session: SessionID, _ reply: RedisValue) throws(StoreError) -> Tombstone? {
      guard let fields = reply.array, fields.count == 2, fields[0] != .null else { return nil }
      let object = try StoredObject("a tombstone", fields[0])
      let streams = try object.required(Tombstone.streams(json: try object.value("streams")), "streams")
      return Tombstone(
        session: session, principal: try object.principal("principal"), streams: streams,
        deletedAt: try object.time("deletedAt"), isOpen: fields[1].text == "1")
    }

    /// The field `body`.
    var stored: [UInt8] {
      get throws(StoreError) {
        var object = StoredObject("a tombstone")
        object.set("principal", principal.text)
        object.set("streams", streamsJSON)
        object.set("deletedAt", deletedAt.milliseconds)
        return try object.bytes
      }
    }
  }
#endif
