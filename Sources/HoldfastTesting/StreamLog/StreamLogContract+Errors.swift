import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// What is not there, and what a cancellation may do.
  static let errorCases = [
    proves(.errors, "a stream that is not there is not found, and is not made") { log in
      let none = StreamID("none")
      try await expectError(.notFound, "a renewal") { try await log.renew(none, epoch: 1, lease: .lease) }
      for force in [false, true] {
        try await expectError(.notFound, "a take-over") {
          try await log.takeOver(none, run: RunID("r"), owner: .two, lease: .lease, force: force)
        }
      }
      try await log.expectRefused(.notFound, .to(none, at: 0, ["a"]))
      try await log.expectRefused(.notFound, .to(none, at: 0))
      try await expectError(.notFound, "a request to end") { try await log.requestEnd(none, .stop) }
      try await expectError(.notFound, "a mark") { try await log.mark(none, .saved) }
      try await expectError(.notFound, "reading") { try await log.read(none, from: 0, maximumBytes: 1) }
      try await expectError(.notFound, "reading far behind") {
        try await log.read(none, from: 99, maximumBytes: 1)
      }
      try expectEqual(await log.record(of: none), nil, "the record")
      try expectEqual(await log.running(limit: 10), [], "running streams")
    },
    proves(.errors, "an empty log has nothing to do") { log in
      try expectEqual(await log.expired(limit: 10), [], "expired streams")
      try expectEqual(await log.running(limit: 10), [], "running streams")
      try expectEqual(await log.unsaved(limit: 10), [], "unsaved streams")
      try expectEqual(await log.trim(endedBefore: .second(1 << 30), limit: 10), [], "removed streams")
    },
    proves(.errors, "a cancelled write happens wholly or not at all") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a", "b"], outcome: .finished, end: .finished)
      try await cancelled("a write") { _ = try await log.write(write) }
      let record = try await log.known(stream)
      try expect([0, 2].contains(record.length), "a length of \(record.length)")
      try expectEqual(record.state != nil, record.length == 2, "whether it has ended")
      try expectEqual(record.outcome != nil, record.length == 2, "whether it has an outcome")
      try expectEqual(await log.write(write).length, 2, "the length after the repeat")
    },
    proves(.errors, "a cancelled creation happens wholly or not at all") { log in
      try await cancelled("a creation") {
        _ = try await log.create(.sample("a"), run: RunID("run-1"), owner: .one, lease: .lease)
      }
      _ = try await log.create(.sample("a"), run: RunID("run-1"), owner: .one, lease: .lease)
      let record = try await log.known(StreamID("a"))
      try expectEqual(record.epoch, 1, "the epoch")
      _ = try await log.write(.to(record.stream, at: 0, ["a"]))
    },
    proves(.provesHealth, "a log that works says so and leaves nothing to be seen") { log in
      let stream = try await log.make()
      let before = try await log.snapshot(stream)
      for _ in 1...3 { try await log.checkHealth() }
      try expectEqual(await log.snapshot(stream), before, "the stream")
      try expectEqual(await log.running(limit: 10).count, 1, "running streams")
      try expectEqual(await log.unsaved(limit: 10), [], "unsaved streams")
    },
  ]
}
