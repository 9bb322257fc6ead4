#if Redis
  import HoldfastModel
  import HoldfastStores

  extension KeyNote {
    /// Reads what ``stored`` has written of the key of a name.
    init(_ name: [UInt8], _ value: RedisValue?) throws(StoreError) {
      let object = try StoredObject("an idempotency key", value)
      let name = try object.required(String(validating: name, as: UTF8.self), "name")
      self.init(
        key: IdempotencyKey(name: name, fingerprint: try object.fingerprint("fingerprint")),
        stream: try object.id("stream"), notedAt: try object.time("notedAt"))
    }

    /// What is noted.
    var stored: [UInt8] {
      get throws(StoreError) {
        var object = StoredObject("an idempotency key")
        object.set("fingerprint", Base64URL.encode(key.fingerprint))
        object.set("stream", stream.rawValue)
        object.set("notedAt", notedAt.milliseconds)
        return try object.bytes
      }
    }

    /// The key as the index of its bucket lists it: unlike the key, a session's id has no NUL.
    func indexName(in session: SessionID) -> [UInt8] { Array("\(session.rawValue)\0\(key.name)".utf8) }
  }
#endif
