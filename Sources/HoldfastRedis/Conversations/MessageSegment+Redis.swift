#if Redis
  import HoldfastModel
  import HoldfastStores

  extension MessageSegment {
    /// What the segment is found by in its session: a claim stores one segment at a place.
    var field: [UInt8] { Array("\(message.order):\(number):\(storedBy.rawValue)".utf8) }

    /// Reads what ``storedPlace`` has written: a segment that says nothing.
    init(_ value: RedisValue?) throws(StoreError) {
      let object = try StoredObject("the place of a message", value)
      let message = UIMessage(id: try object.id("message"), role: try object.word("role"), parts: [])
      self.init(
        message: StoredMessage(
          message: message, order: try object.integer("place"), createdAt: Timestamp(milliseconds: 0)),
        number: Int(try object.integer("number")), storedBy: try object.id("storedBy"),
        cutBy: try object.optionalID("cutBy"))
    }

    /// Which message it is part of, where it stands, and whether it is cut.
    var storedPlace: [UInt8] {
      get throws(StoreError) {
        var object = StoredObject("the place of a message")
        object.set("message", message.message.id.rawValue)
        object.set("role", message.message.role.rawValue)
        object.set("place", message.order)
        object.set("number", Int64(number))
        object.set("storedBy", storedBy.rawValue)
        object.set("cutBy", cutBy?.rawValue)
        return try object.bytes
      }
    }

    /// Reads what ``storedContent`` has written into a segment that says nothing yet.
    mutating func readContent(_ value: RedisValue?) throws(StoreError) {
      let object = try StoredObject("a message", value)
      message.message.metadata = object.json["metadata"]
      message.message.parts = []
      for element in try object.required(object.value("parts").arrayValue, "parts") {
        let part = element.objectValue.flatMap(MessagePart.init(json:))
        message.message.parts.append(try object.required(part, "part"))
      }
      message.status = try object.word("status")
      message.stream = try object.optionalID("stream")
      message.model = try object.optionalText("model")
      message.usage = object.json["usage"].map(Usage.init(json:))
      message.createdAt = try object.time("createdAt")
    }

    /// What it says.
    var storedContent: [UInt8] {
      get throws(StoreError) {
        var object = StoredObject("a message")
        object.set("metadata", message.message.metadata)
        object.set("parts", JSONValue.array(message.message.parts.map { .object($0.json) }))
        object.set("status", message.status.rawValue)
        object.set("stream", message.stream?.rawValue)
        object.set("model", message.model)
        object.set("usage", message.usage?.json)
        object.set("createdAt", message.createdAt.milliseconds)
        return try object.bytes
      }
    }
  }
#endif
