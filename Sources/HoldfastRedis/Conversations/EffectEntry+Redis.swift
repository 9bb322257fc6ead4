#if Redis
  import HoldfastModel
  import HoldfastStores

  extension EffectEntry {
    /// What the entry is found by in its session: a stream's name has no NUL.
    func field(of stream: StreamID) -> [UInt8] { Self.stem(of: stream) + Array(call.utf8) }

    /// What the names of the entries of a stream begin with.
    static func stem(of stream: StreamID) -> [UInt8] { Array("\(stream.rawValue)\0".utf8) }

    /// The entry.
    var stored: [UInt8] {
      get throws(StoreError) { Array(try StoredJSON.text(json).utf8) }
    }
  }
#endif
