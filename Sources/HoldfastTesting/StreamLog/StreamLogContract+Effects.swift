import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// The effect ledger.
  static let effectCases = [
    proves(.keepsLedger, "entries are written with their frames, in the order of the calls") { log in
      let stream = try await log.make()
      try expectEqual(await log.effects(of: stream), [], "before")
      _ = try await log.write(.to(stream, at: 0, ["a"], effects: [.sample(1, state: .intent)]))
      _ = try await log.write(.to(stream, at: 1, effects: [.sample(0, state: .executing)]))
      try expectEqual(
        await log.effects(of: stream), [.sample(0, state: .executing), .sample(1, state: .intent)], "entries")
      try expectEqual(await log.texts(stream), ["a"], "the frames")
      _ = try await log.write(.to(stream, at: 1, ["b"], effects: [.sample(1)]))
      try expectEqual(
        await log.effects(of: stream), [.sample(0, state: .executing), .sample(1)], "the newer entry")
      try expectEqual(await log.effects(of: StreamID("none")), [], "of a stream that is not there")
    },
    proves(.keepsLedger, "a write that is refused writes no entry") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], effects: [.sample(0, state: .intent)]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 5, ["b"], effects: [.sample(0)]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 5, effects: [.sample(0)]))
      try await log.expectRefused(.fenced, .to(stream, at: 1, epoch: 2, effects: [.sample(0)]))
      try expectEqual(await log.effects(of: stream), [.sample(0, state: .intent)], "the entries")
    },
    proves(.keepsLedger, "a refused write of a batch writes no entry, and the others write theirs") { log in
      let (first, second) = (try await log.make("a"), try await log.make("b"))
      let results = await log.append([
        .to(first, at: 0, ["a"], effects: [.sample(0, state: .intent)]),
        .to(second, at: 3, ["gap"], effects: [.sample(0, state: .failed)]),
        .to(second, at: 0, effects: [.sample(1, state: .executing)]),
        .to(first, at: 1, epoch: 9, effects: [.sample(0, state: .failed)]),
        .to(first, at: 1, effects: [.sample(0, state: .executing), .sample(1, state: .intent)]),
      ])
      try expectEqual(results.map(\.code), [nil, .positionConflict, nil, .fenced, nil], "the results")
      try expectEqual(
        await log.effects(of: first), [.sample(0, state: .executing), .sample(1, state: .intent)],
        "the entries of the first")
      try expectEqual(await log.effects(of: second), [.sample(1, state: .executing)], "of the second")
      try expectEqual(await log.texts(second), [], "the frames of the second")
    },
    proves(.idempotent, "a repeat of a write with entries is acknowledged and changes nothing") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a"], effects: [.sample(0, state: .intent)])
      let ledgerOnly = StreamAppend.to(stream, at: 1, effects: [.sample(0, state: .executing)])
      for _ in 0..<2 { try expectEqual(await log.write(write).length, 1, "the length") }
      for _ in 0..<2 { try expectEqual(await log.write(ledgerOnly).length, 1, "the length") }
      try expectEqual(await log.effects(of: stream), [.sample(0, state: .executing)], "the entries")
      let other = StreamAppend.to(stream, at: 0, ["a"], effects: [.sample(0, state: .failed)])
      try await log.expectRefused(.positionConflict, other)
    },
    proves(.keepsLedger, "after the outcome the ledger goes on, and after the end it does not") { log in
      let stream = try await log.make()
      _ = try await log.write(
        .to(stream, at: 0, ["a"], effects: [.sample(0, state: .executing)], outcome: .finished))
      _ = try await log.write(.to(stream, at: 1, effects: [.sample(0)]))
      try expectEqual(await log.effects(of: stream), [.sample(0)], "after the outcome")
      try await log.expectRefused(.outcomeSet, .to(stream, at: 1, ["b"], effects: [.sample(1)]))
      _ = try await log.write(.to(stream, at: 1, ["end"], effects: [.sample(1)], end: .finished))
      try expectEqual(await log.effects(of: stream), [.sample(0), .sample(1)], "with the end")
      try await log.expectRefused(.ended, .to(stream, at: 2, effects: [.sample(0, state: .failed)]))
    },
    proves(.keepsLedger, "a take-over keeps the ledger, and fences its writer") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], effects: [.sample(0, state: .executing)]))
      _ = try await log.taken(stream, force: true)
      try expectEqual(await log.effects(of: stream), [.sample(0, state: .executing)], "the entries")
      try await log.expectRefused(.fenced, .to(stream, at: 1, effects: [.sample(0)]))
      _ = try await log.write(.to(stream, at: 1, epoch: 2, effects: [.sample(0)]))
      try expectEqual(await log.effects(of: stream), [.sample(0)], "the entries of the new owner")
    },
    proves(.movesEffects, "an entry of an ended stream changes if it still is as stated") { log in
      let stream = try await log.makeEnded("a", effects: [.sample(0, state: .compensating), .sample(1)])
      let (old, new) = (
        EffectEntry.sample(0, state: .compensating), EffectEntry.sample(0, state: .compensated)
      )
      let tried = EffectEntry.sample(0, state: .compensating, tries: 1)
      try expect(await !log.moveEffect(of: stream, from: tried, to: new), "it moved from another entry")
      try expect(await log.moveEffect(of: stream, from: old, to: tried), "it did not move")
      try expect(await log.moveEffect(of: stream, from: old, to: tried), "a repeat was refused")
      try expect(await !log.moveEffect(of: stream, from: old, to: new), "it moved from what it was before")
      try expect(
        await !log.moveEffect(of: stream, from: tried, to: .sample(1, state: .failed)),
        "it moved another call")
      try expect(await log.moveEffect(of: stream, from: tried, to: new), "it did not move on")
      try expectEqual(await log.effects(of: stream), [new, .sample(1)], "the entries")
    },
    proves(.movesEffects, "the ledger of a running stream is its owner's alone") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], effects: [.sample(0)]))
      try await expectError(.refused, "a move") {
        try await log.moveEffect(of: stream, from: .sample(0), to: .sample(0, state: .compensating))
      }
      try await expectError(.notFound, "a move in no stream") {
        try await log.moveEffect(of: StreamID("none"), from: .sample(0), to: .sample(0, state: .failed))
      }
      try expectEqual(await log.effects(of: stream), [.sample(0)], "the entries")
    },
    proves(.movesEffects, "of 20 moves at once exactly one wins") { log in
      let stream = try await log.makeEnded("a", effects: [.sample(0, state: .compensating)])
      let moved = try await concurrently(20) { number in
        try await log.moveEffect(
          of: stream, from: .sample(0, state: .compensating),
          to: .sample(0, state: .compensating, tries: number + 1))
      }
      try expectEqual(moved.count { $0 }, 1, "moves")
    },
    proves(.exact, "what a ledger holds, and the reservation of a stream, come back as written") { log in
      var header = StreamHeader.sample("a")
      header.reservation = ReservationID(Awkward.names.last ?? "")
      _ = try await log.create(header, run: RunID("run-1"), owner: .one, lease: .lease)
      try expectEqual(await log.known(header.stream).header, header, "the header")
      var entries: [EffectEntry] = []
      for (index, text) in Awkward.texts.enumerated() {
        var entry = EffectEntry.sample(index)
        (entry.call, entry.tool, entry.detail) = ("\(index)" + text, text, text)
        (entry.input, entry.output) = (.string(text), ["text": .string(text)])
        entries.append(entry)
      }
      _ = try await log.write(.to(header.stream, at: 0, ["a"], effects: entries))
      try expectEqual(await log.effects(of: header.stream), entries, "the entries")
    },
  ]
}
