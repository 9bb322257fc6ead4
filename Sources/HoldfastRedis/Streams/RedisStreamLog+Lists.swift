#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisStreamLog {
    /// Running streams whose lease has run out, longest ago first.
    public func expired(limit: Int) async throws -> [StreamRecord] {
      let arguments = commonArguments + [[UInt8](decimal: max(0, limit))]
      let replies = await client.sendAll(
        StreamBucket.all.map { bucket in
          RedisCommand(
            StreamScripts.expired, keys: [keys.list(.leases, of: bucket)], arguments: arguments)
        })
      let listed = try scored(replies).prefix(max(0, limit))
      // A lease that was extended since then has a later end than the list says.
      let ends = Dictionary(listed.map { ($0.stream, $0.score) }) { first, _ in first }
      return try await records(listed.map(\.stream)) { record in
        record.state == nil && record.leaseUntil.milliseconds <= ends[record.stream] ?? 0
      }
    }

    /// Running streams, by name.
    public func running(limit: Int) async throws -> [StreamRecord] {
      try await records(try await names(in: .running, limit: limit)) { $0.state == nil }
    }

    /// Ended streams whose reply is still `pending`, by name.
    public func unsaved(limit: Int) async throws -> [StreamRecord] {
      try await records(try await names(in: .unsaved, limit: limit)) {
        $0.state != nil && $0.persistence == .pending
      }
    }

    /// Removes whole streams that have ended before a time and whose reply is not `pending`, longest ago first.
    ///
    /// One step for each stream. What has lived out its time by itself is taken from the lists too, and not counted.
    public func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
      guard limit > 0 else { return [] }
      let bound = [UInt8](decimal: time.milliseconds)
      var (removed, last): ([StreamID], [StreamID]) = ([], [])
      while removed.count < limit {
        let replies = await client.sendAll(
          StreamBucket.all.map { bucket in
            let key = keys.list(.ended, of: bucket)
            let words = ["-inf", "(\(time.milliseconds)", "WITHSCORES", "LIMIT", "0", "\(limit)"]
            return RedisCommand(
              "ZRANGEBYSCORE", [key] + words.map { Array($0.utf8) }, key: key, effect: .read)
          })
        let streams = try scored(replies).prefix(limit - removed.count).map(\.stream)
        // What is listed again although it was to go is damaged; it would be listed for ever.
        guard !streams.isEmpty, streams != last else { break }
        last = streams
        let common = commonArguments
        let answers = await client.sendAll(
          streams.map { stream in
            RedisCommand(
              StreamScripts.trim, keys: keys.all(stream),
              arguments: common + [Array(stream.rawValue.utf8), bound])
          })
        for (stream, answer) in zip(streams, answers) where try answer.get().integer == 1 {
          removed.append(stream)
        }
      }
      return removed
    }

    /// The names of a list whose order is that of the names.
    ///
    /// - Parameter from: Where to begin, as `ZRANGEBYLEX` has it.
    func names(in list: StreamKeys.List, from: String = "-", limit: Int) async throws -> [StreamID] {
      guard limit > 0 else { return [] }
      let replies = await client.sendAll(
        StreamBucket.all.map { bucket in
          let key = keys.list(list, of: bucket)
          let words = [from, "+", "LIMIT", "0", "\(limit)"]
          return RedisCommand("ZRANGEBYLEX", [key] + words.map { Array($0.utf8) }, key: key, effect: .read)
        })
      let names = try replies.flatMap { try $0.get().array ?? [] }.compactMap(\.text)
      return names.map { StreamID(rawValue: $0) }.sorted().prefix(limit).map(\.self)
    }

    /// The members of lists with their scores, by score and name.
    private func scored(
      _ replies: [Result<RedisValue, any Error>]
    ) throws -> [(score: Int64, stream: StreamID)] {
      var members: [(score: Int64, stream: StreamID)] = []
      for reply in replies {
        let parts = try reply.get().array ?? []
        for index in stride(from: 0, to: parts.count - 1, by: 2) {
          guard let name = parts[index].text, let score = parts[index + 1].text.flatMap(Int64.init) else {
            throw StoreError.redisDamage("a list holds something else than streams")
          }
          members.append((score, StreamID(rawValue: name)))
        }
      }
      return members.sorted { ($0.score, $0.stream) < ($1.score, $1.stream) }
    }

    /// The records of streams that still are what a list says.
    private func records(
      _ streams: [StreamID], where isStill: (StreamRecord) -> Bool
    ) async throws -> [StreamRecord] {
      try await records(of: streams).filter(isStill)
    }
  }
#endif
