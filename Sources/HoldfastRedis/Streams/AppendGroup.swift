#if Redis
  import HoldfastModel
  import HoldfastStores

  /// The writes of one batch to streams of one bucket, which one script takes.
  struct AppendGroup {
    /// The places of the writes in the batch.
    let indices: [Int]
    private let writes: [StreamAppend]
    private let keys: StreamKeys

    /// Chooses writes of one bucket.
    init(_ batch: [StreamAppend], indices: [Int], keys: StreamKeys) {
      self.indices = indices
      writes = indices.map { batch[$0] }
      self.keys = keys
    }

    /// The call of the script.
    func command(common: [[UInt8]]) -> RedisCommand {
      var places: [StreamID: Int] = [:]
      var streams: [StreamID] = []
      for write in writes where places[write.stream] == nil {
        places[write.stream] = streams.count
        streams.append(write.stream)
      }
      let bucket = StreamBucket(of: writes[0].stream)
      // While a slot moves, a call is put off that names keys of which some are not there; so as few as possible.
      let lists =
        writes.contains { $0.end != nil || !$0.effects.isEmpty }
        ? keys.lists(of: bucket) : [keys.list(.leases, of: bucket)]
      var arguments = common + [Array(keys.changesPrefix.utf8), [UInt8](decimal: lists.count)]
      for write in writes { arguments += write.scriptArguments(place: places[write.stream] ?? 0) }
      return RedisCommand(
        StreamScripts.append, keys: lists + streams.flatMap { [keys.record($0), keys.frames($0)] },
        arguments: arguments)
    }

    /// What the script says to each write.
    func results(_ reply: Result<RedisValue, any Error>) -> [Result<StreamAcknowledgement, any Error>] {
      let verdicts: [RedisValue]
      switch reply {
      case .failure(let error): return writes.map { _ in .failure(error) }
      case .success(let value): verdicts = value.array ?? []
      }
      guard verdicts.count == writes.count else {
        return writes.map { _ in .failure(StoreError.redisDamage("a script answered for other writes")) }
      }
      return zip(writes, verdicts).map { write, verdict in
        Result {
          let (word, rest) = try StreamVerdict.read(verdict)
          guard word == .ok else { throw word.error(write.stream, rest) }
          return try StreamAcknowledgement(redis: rest)
        }
      }
    }
  }

  extension StreamAppend {
    /// The write as ``StreamScripts/append`` wants it.
    fileprivate func scriptArguments(place: Int) -> [[UInt8]] {
      let isInOrder = frames.enumerated().allSatisfy { offset, frame in frame.position == first + offset }
      return [
        Array(stream.rawValue.utf8), [UInt8](decimal: place), [UInt8](decimal: epoch),
        [UInt8](decimal: first),
        [UInt8](decimal: frames.count), [UInt8](decimal: isInOrder ? 1 : 0), FramePack.pack(frames),
        frames.last?.seal.bytes ?? [], Array((outcome?.json.text ?? "").utf8),
        Array((end?.rawValue ?? "").utf8),
        [UInt8](decimal: lease.milliseconds), scriptEffects,
      ]
    }

    private var scriptEffects: [UInt8] {
      if effects.isEmpty { return [] }
      let all = effects.map { effect -> JSONValue in
        [.string(effect.call), .string(effect.json.text), .string(effect.openFlag)]
      }
      return Array(JSONValue.array(all).text.utf8)
    }
  }
#endif
