#if Redis
  public import HoldfastModel
  public import HoldfastStores

  extension RedisStreamLog {
    /// The ledger of a stream, in the order of the calls.
    public func effects(of stream: StreamID) async throws -> [EffectEntry] {
      try RecordFields(try await client.send(recordCommand(stream))).effects()
    }

    /// Changes an entry of a stream that has ended, if it still is as stated.
    public func moveEffect(
      of stream: StreamID, from old: EffectEntry, to new: EffectEntry
    ) async throws -> Bool {
      guard old.call == new.call else { return false }
      let (verdict, rest) = try await run(
        StreamScripts.moveEffect, on: stream,
        [Array(old.json.text.utf8)] + [new.call, new.json.text, new.openFlag].map { Array($0.utf8) })
      switch verdict {
      case .ok: return rest.first?.integer == 1
      case .refused: throw StoreError(.refused, "the ledger of running stream \(stream) is its owner's")
      default: throw verdict.error(stream, rest)
      }
    }

    /// Entries in some states, with their streams, by stream and call, after a place.
    public func effects(
      in states: Set<EffectEntry.State>, after place: StreamEffect.Place?, limit: Int
    ) async throws -> [StreamEffect] {
      // Those that are not settled are few, and stand in a list of their own.
      let list: StreamKeys.List = states.contains(where: \.isSettled) ? .ledgers : .effects
      var found: [StreamEffect] = []
      var from = place.map { "[" + $0.stream.rawValue } ?? "-"
      while found.count < limit {
        let names = try await names(in: list, from: from, limit: limit)
        guard let last = names.last else { break }
        let replies = await client.sendAll(names.map { recordCommand($0) })
        for reply in replies {
          let fields = try RecordFields(try reply.get())
          guard let record = try StreamRecord.find(fields) else { continue }
          let effects = try fields.effects().filter { states.contains($0.state) }.map {
            StreamEffect(record: record, entry: $0)
          }
          found += effects.filter { effect in place.map { $0.comes(before: effect.place) } ?? true }.sorted {
            $0.place.comes(before: $1.place)
          }
        }
        from = "(" + last.rawValue
      }
      return Array(found.prefix(max(0, limit)))
    }

    /// Removes streams that have ended, whatever became of their replies.
    public func remove(_ streams: [StreamID]) async throws -> [StreamID] {
      let common = commonArguments
      let answers = await client.sendAll(
        streams.map { stream in
          RedisCommand(
            StreamScripts.remove, keys: keys.all(stream), arguments: common + [Array(stream.rawValue.utf8)])
        })
      var gone: [StreamID] = []
      for (stream, answer) in zip(streams, answers) where try answer.get().integer == 1 {
        gone.append(stream)
      }
      return gone
    }
  }

  extension EffectEntry {
    /// Whether the entry is not settled, as the scripts want it.
    var openFlag: String { state.isSettled ? "0" : "1" }
  }

  extension RecordFields {
    /// The ledger that stands beside the record, in the order of the calls.
    func effects() throws(StoreError) -> [EffectEntry] {
      var entries: [EffectEntry] = []
      for bytes in values(beginningWith: "e:") {
        guard let json = try? StoredJSON.value(bytes), let entry = EffectEntry(json: json) else {
          throw .redisDamage("an entry of a ledger is none")
        }
        entries.append(entry)
      }
      return entries.sorted { $0.number < $1.number }
    }
  }
#endif
