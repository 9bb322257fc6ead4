import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Becoming the owner of a stream that is there.
  static let takeOverCases = [
    proves(.takesOver, "a stream whose lease is running is not taken") { log in
      let stream = try await log.make()
      let before = try await log.snapshot(stream)
      try await log.expectLeased(stream)
      try expectEqual(await log.snapshot(stream), before, "the stream")
      _ = try await log.write(.to(stream, at: 0, ["a"]))
    },
    proves(.takesOver, "by force a stream is taken though its lease is running") { log in
      let stream = try await log.make()
      let record = try await log.taken(stream, force: true)
      let expected = StreamRecord(
        header: .sample("a"), run: RunID("run-2"), owner: .two, epoch: 2, leaseUntil: record.leaseUntil)
      try expectEqual(record, expected, "the record that is returned")
      try expectEqual(await log.record(of: stream), expected, "the record that is stored")
    },
    provesInTime(.takesOver, "a stream whose lease ran out is taken, with all that the log knows") {
      log, advance in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a", "b", "c"])
      _ = try await log.write(write)
      _ = try await log.requestEnd(stream, .stop)
      try await advance(.seconds(11))
      let record = try await log.taken(stream)
      let expected = StreamRecord(
        header: .sample("a"), run: RunID("run-2"), owner: .two, epoch: 2, leaseUntil: record.leaseUntil,
        length: 3,
        lastSeal: write.frames[2].seal, requestedEnd: .stop)
      try expectEqual(record, expected, "the record that is returned")
      try expectEqual(await log.record(of: stream), expected, "the record that is stored")
      try expectEqual(await log.allFrames(stream), write.frames, "the frames")
    },
    provesInTime(.takesOver, "the new owner's lease lasts as long as it asked for") { log, advance in
      let stream = try await log.make(lease: .seconds(5))
      try await advance(.seconds(6))
      _ = try await log.taken(stream, lease: .seconds(20))
      try await advance(.seconds(19))
      try await log.expectLeased(stream)
      try await advance(.seconds(2))
      try expectEqual(await log.taken(stream).epoch, 3, "the epoch after the next take-over")
    },
    proves(.takesOver, "a stream that has ended is not taken, not by force either") { log in
      let stream = try await log.makeEnded("a")
      let before = try await log.known(stream)
      for force in [false, true] {
        let result = try await log.takeOver(stream, run: RunID("r"), owner: .two, lease: .lease, force: force)
        try expectEqual(result, .ended(before), "the take-over")
      }
      try expectEqual(await log.record(of: stream), before, "the record")
    },
    proves(.takesOver, "the new owner goes on where the old one stopped") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a", "b"]))
      let record = try await log.taken(stream, force: true)
      _ = try await log.write(.to(stream, at: record.length, ["c"], epoch: record.epoch, outcome: .finished))
      _ = try await log.write(.to(stream, at: 3, ["d"], epoch: record.epoch, end: .interrupted))
      try expectEqual(await log.texts(stream), ["a", "b", "c", "d"], "the frames")
      try expectEqual(await log.known(stream).state, .interrupted, "the state")
    },
    proves(.takesOver, "a stream with its outcome is taken with it, and ended by the new owner") { log in
      let stream = try await log.make()
      let outcome = StreamOutcome(state: .finished, reason: .length, model: "m", usage: Usage(inputTokens: 1))
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: outcome))
      try expectEqual(await log.taken(stream, force: true).outcome, outcome, "the outcome")
      try await log.expectRefused(.outcomeSet, .to(stream, at: 1, ["b"], epoch: 2))
      _ = try await log.write(.to(stream, at: 1, ["b"], epoch: 2, end: .finished))
      try expectEqual(await log.known(stream).state, .finished, "the state")
    },
    proves(.takesOver, "each take-over raises the epoch by one") { log in
      let stream = try await log.make()
      for epoch in 2...6 {
        let record = try await log.taken(stream, run: RunID("run-\(epoch)"), force: true)
        try expectEqual(record.epoch, epoch, "the epoch")
        try expectEqual(record.run, RunID("run-\(epoch)"), "the run")
      }
    },
    proves(.takesOver, "twenty take-overs by force at once each get an epoch of their own") { log in
      let stream = try await log.make()
      let epochs = try await concurrently(20) { number in
        try await log.taken(stream, run: RunID("run-\(number)"), force: true).epoch
      }
      try expectEqual(epochs.sorted(), Array(2...21), "the epochs")
      let last = epochs.firstIndex(of: 21).map { RunID("run-\($0)") }
      try expectEqual(await log.known(stream).run, last, "the run of the last")
    },
    provesInTime(.takesOver, "of twenty that find the lease run out at once, one takes the stream") {
      log, advance in
      let stream = try await log.make()
      try await advance(.seconds(11))
      let results = try await concurrently(20) { number in
        try await log.takeOver(
          stream, run: RunID("run-\(number)"), owner: NodeID("node-\(number)"), lease: .lease, force: false)
      }
      let taken = results.compactMap { if case .taken(let record) = $0 { record } else { nil } }
      let leased = results.compactMap { if case .leased(let record) = $0 { record } else { nil } }
      try expectEqual(taken.count, 1, "take-overs")
      try expectEqual(Set(leased), Set(taken), "what the others were told")
      try expectEqual(await log.record(of: stream), taken.first, "the record")
    },
    proves(.takesOver, "taking a stream over touches no other") { log in
      let (stream, other) = (try await log.make("a"), try await log.make("b"))
      let before = try await log.snapshot(other)
      _ = try await log.taken(stream, force: true)
      try expectEqual(await log.snapshot(other), before, "the other stream")
    },
  ]
}
