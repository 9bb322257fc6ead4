#if Redis
  import HoldfastModel
  import HoldfastStores

  extension ArtifactRecord {
    /// What the version is found by in its session.
    var field: [UInt8] { Array("\(version)\0\(content.id.rawValue)".utf8) }

    /// Reads what ``stored(at:)`` has written, with the place among the versions of the session.
    static func read(_ value: RedisValue?) throws(StoreError) -> (place: Int64, record: ArtifactRecord) {
      let object = try StoredObject("an artifact", value)
      let record = ArtifactRecord(
        content: ArtifactContent(
          id: try object.id("artifact"), kind: try object.word("kind"), title: try object.text("title"),
          content: try object.text("content")), version: Int(try object.integer("version")),
        message: try object.id("message"), stream: try object.id("stream"),
        createdAt: try object.time("createdAt"))
      return (try object.integer("place"), record)
    }

    /// The version, with its place among those of the session.
    func stored(at place: Int) throws(StoreError) -> [UInt8] {
      var object = StoredObject("an artifact")
      object.set("place", Int64(place))
      object.set("artifact", content.id.rawValue)
      object.set("kind", content.kind.rawValue)
      object.set("title", content.title)
      object.set("content", content.content)
      object.set("version", Int64(version))
      object.set("message", message.rawValue)
      object.set("stream", stream.rawValue)
      object.set("createdAt", createdAt.milliseconds)
      return try object.bytes
    }
  }
#endif
