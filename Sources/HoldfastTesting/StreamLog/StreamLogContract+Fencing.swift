import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Writes in an epoch that is not the stream's.
  static let fencingCases = [
    proves(.fenced, "a write in an epoch that never was is refused") { log in
      let stream = try await log.make()
      for epoch in [-1, 0, 2, 1000] {
        try await log.expectRefused(.fenced, .to(stream, at: 0, ["a"], epoch: epoch))
      }
      try await log.expectRefused(.fenced, .to(stream, at: 0, epoch: 2))
    },
    proves(.fenced, "an owner that was replaced can write, set and renew nothing") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      _ = try await log.taken(stream, force: true)
      try await log.expectRefused(.fenced, .to(stream, at: 1, ["b"]))
      try await log.expectRefused(.fenced, .to(stream, at: 1))
      try await log.expectRefused(.fenced, .to(stream, at: 1, outcome: .finished))
      try await log.expectRefused(.fenced, .to(stream, at: 1, outcome: .finished, end: .finished))
      let before = try await log.snapshot(stream)
      try await expectError(.fenced, "a renewal") {
        try await log.renew(stream, epoch: 1, lease: .seconds(60))
      }
      try expectEqual(await log.snapshot(stream), before, "the stream")
    },
    proves(.fenced, "an owner that was replaced cannot even repeat its writes") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a"])
      _ = try await log.write(write)
      _ = try await log.taken(stream, force: true)
      try await log.expectRefused(.fenced, write)
    },
    proves(.fenced, "a node that took its own stream over is fenced in the epoch before") { log in
      let stream = try await log.make()
      let record = try await log.taken(stream, run: RunID("run-1"), owner: .one, force: true)
      try expectEqual(record.epoch, 2, "the epoch")
      try await log.expectRefused(.fenced, .to(stream, at: 0, ["a"], epoch: 1))
      _ = try await log.write(.to(stream, at: 0, ["a"], epoch: 2))
    },
    proves(.inOrder, "what was written in another epoch is no repeat, however equal") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      _ = try await log.taken(stream, force: true)
      try await log.expectRefused(.positionConflict, .to(stream, at: 0, ["a"], epoch: 2))
      _ = try await log.write(.to(stream, at: 1, ["b"], epoch: 2))
      try expectEqual(
        await log.write(.to(stream, at: 1, ["b"], epoch: 2)).length, 2, "a repeat in the new epoch")
    },
    proves(.fenced, "the epoch is judged before position, outcome and end") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      try await log.expectRefused(.fenced, .to(stream, at: 9, ["gap"], epoch: 2))
      try await log.expectRefused(.fenced, .to(stream, at: 1, epoch: 2, end: .finished))
      _ = try await log.write(.to(stream, at: 1, outcome: .finished))
      try await log.expectRefused(.fenced, .to(stream, at: 1, ["b"], epoch: 2))
      _ = try await log.write(.to(stream, at: 1, end: .finished))
      try await log.expectRefused(.fenced, .to(stream, at: 1, ["b"], epoch: 2))
      try await expectError(.fenced, "a renewal") { try await log.renew(stream, epoch: 2, lease: .lease) }
    },
    proves(.fenced, "a write that races with a take-over is either before it or refused") { log in
      for number in 0..<10 {
        let stream = try await log.make("s\(number)")
        let lengths = try await concurrently(2) { which -> Int? in
          if which == 0 { return try await log.taken(stream, force: true).length }
          let results = await log.append([.to(stream, at: 0, ["a"])])
          return try? results[0].get().length
        }
        try expectEqual(lengths[0], lengths[1] ?? 0, "the length that the new owner was told")
        try expectEqual(await log.known(stream).length, lengths[0], "the length")
      }
    },
  ]
}
