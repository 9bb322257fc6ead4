import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// What is listed of the effect ledgers, and the removal of streams that have one.
  static let effectListCases = [
    proves(.listsEffects, "entries in some states are listed over all streams, page by page") { log in
      for name in ["c", "a", "b"] {
        let stream = try await log.make(name)
        _ = try await log.write(
          .to(
            stream, at: 0, ["a"],
            effects: [.sample(0, state: .intent), .sample(1), .sample(2, state: .manualReview)]))
      }
      _ = try await log.makeEnded("d", effects: [.sample(0, state: .compensating)])
      let states: Set<EffectEntry.State> = [.intent, .manualReview, .compensating]
      var seen: [String] = []
      var place: StreamEffect.Place?
      while true {
        let page = try await log.effects(in: states, after: place, limit: 2)
        seen += page.map { "\($0.record.stream) \($0.entry.call)" }
        place = page.last?.place
        if page.isEmpty { break }
      }
      try expectEqual(
        seen, ["a call-0", "a call-2", "b call-0", "b call-2", "c call-0", "c call-2", "d call-0"], "entries")
      let confirmed = try await log.effects(in: [.confirmed], after: nil, limit: 9)
      try expectEqual(confirmed.map(\.record.stream.rawValue), ["a", "b", "c"], "of another state")
      try expectEqual(confirmed.first?.entry, .sample(1), "an entry")
      try expectEqual(confirmed.first?.record, try await log.known(StreamID("a")), "its stream")
    },
    proves(.trims, "a stream with an effect that is not settled is not removed") { log in
      for state in EffectEntry.State.allCases {
        let stream = try await log.makeEnded(state.rawValue, effects: [.sample(0, state: state)])
        try await log.mark(stream, .saved)
      }
      let removed = try await log.trim(endedBefore: .never, limit: 100)
      let settled = EffectEntry.State.allCases.filter(\.isSettled).map { StreamID($0.rawValue) }
      try expectEqual(Set(removed), Set(settled), "the removed streams")
      try expectEqual(await log.effects(of: StreamID("confirmed")), [], "the ledger of a removed stream")
    },
    proves(.removes, "streams that have ended are removed, whatever became of their replies") { log in
      _ = try await log.makeEnded("pending")
      _ = try await log.makeEnded("saved", marked: .saved)
      _ = try await log.makeEnded("open", effects: [.sample(0, state: .manualReview)])
      _ = try await log.makeEnded("other")
      _ = try await log.make("running")
      let names = ["pending", "saved", "open", "running", "none"].map { StreamID($0) }
      let gone = try await log.remove(names)
      try expectEqual(gone.map(\.rawValue), ["pending", "saved", "none"], "what is gone")
      let left = try await log.records(of: names + [StreamID("other")]).map(\.stream.rawValue)
      try expectEqual(Set(left), ["open", "running", "other"], "what is left")
      try expectEqual(
        await log.unsaved(limit: 9).map(\.stream.rawValue), ["open", "other"], "what is unsaved")
      try await expectError(.notFound, "reading") { try await log.allFrames(StreamID("pending")) }
      _ = try await log.make("pending")
      try expectEqual(await log.texts(StreamID("pending")), [], "the frames of a new stream of the name")
    },
    proves(.listsEffects, "a list follows what becomes of the entries, and holds no more than asked for") {
      log in
      let stream = try await log.makeEnded("a", effects: [.sample(0, state: .compensating)])
      let states: Set<EffectEntry.State> = [.compensating]
      try expectEqual(await log.effects(in: states, after: nil, limit: 0), [], "none")
      try expectEqual(await log.effects(in: [], after: nil, limit: 9), [], "in no state")
      _ = try await log.moveEffect(
        of: stream, from: .sample(0, state: .compensating), to: .sample(0, state: .manualReview))
      try expectEqual(await log.effects(in: states, after: nil, limit: 9), [], "in the state before")
      let review = try await log.effects(in: [.manualReview], after: nil, limit: 9)
      try expectEqual(review.map(\.entry), [.sample(0, state: .manualReview)], "in the state after")
    },
    proves(.trims, "a stream goes once the last of its effects is settled, and its ledger with it") { log in
      let (open, done) = (EffectEntry.sample(0, state: .manualReview), EffectEntry.sample(0, state: .failed))
      let stream = try await log.makeEnded("a", marked: .saved, effects: [open, .sample(1)])
      try expectEqual(await log.trim(endedBefore: .never, limit: 9), [], "while one is open")
      try expectEqual(await log.remove([stream]), [], "by name")
      try expect(await log.moveEffect(of: stream, from: open, to: done), "it did not move")
      try expectEqual(await log.trim(endedBefore: .never, limit: 9), [stream], "once it is settled")
      try expectEqual(
        await log.effects(in: [.failed, .confirmed], after: nil, limit: 9), [], "what is listed")
      _ = try await log.make("a")
      try expectEqual(await log.effects(of: stream), [], "the ledger of a new stream of the name")
    },
    proves(.trims, "streams that must stay do not hide those that can go") { log in
      for name in ["a", "b"] {
        _ = try await log.makeEnded(name, marked: .saved, effects: [.sample(0, state: .manualReview)])
      }
      _ = try await log.makeEnded("c", marked: .saved, effects: [.sample(0)])
      try expectEqual(await log.trim(endedBefore: .never, limit: 1), [StreamID("c")], "the removed stream")
    },
    proves(.atomic, "a stream that is removed while it is written is there wholly or not at all") { log in
      let other = try await log.make("other")
      for round in 0..<10 {
        let stream = try await log.make("s\(round)")
        // Every other stream is kept by nothing but that it runs.
        let open = round.isMultiple(of: 2) ? [EffectEntry.sample(0, state: .executing)] : []
        _ = try await log.write(.to(stream, at: 0, ["content"], effects: open))
        let gone = try await concurrently(12) { number -> [StreamID] in
          switch number {
          case 4:
            _ = try await log.write(
              .to(stream, at: 1, ["end"], effects: [.sample(0)], outcome: .finished, end: .finished))
            return []
          case 5:
            _ = try await log.write(.to(other, at: round, ["more"], effects: [.sample(round)]))
            return []
          default: return try await log.remove([stream])
          }
        }
        if gone.contains([stream]) {
          try expectEqual(await log.snapshot(stream), StreamSnapshot(record: nil, frames: []), "what is gone")
          try expectEqual(await log.effects(of: stream), [], "its ledger")
        } else {
          try expectEqual(await log.known(stream).state, .finished, "the state")
          try expectEqual(await log.texts(stream), ["content", "end"], "the frames")
          try expectEqual(await log.effects(of: stream), [.sample(0)], "the ledger")
        }
        try expectEqual(await log.remove([stream]), [stream], "what is gone in the end")
      }
      try expectEqual(await log.texts(other).count, 10, "the frames of another stream")
      try expectEqual(await log.effects(of: other), (0..<10).map { .sample($0) }, "its ledger")
    },
  ]
}
