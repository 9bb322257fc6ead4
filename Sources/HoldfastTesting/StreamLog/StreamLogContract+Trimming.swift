import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Removing old streams.
  static let trimCases = [
    provesInTime(.trims, "streams that ended before a time and are saved or refused are removed") {
      log, advance in
      _ = try await log.makeEnded("saved", marked: .saved)
      _ = try await log.makeEnded("refused", marked: .refused)
      _ = try await log.makeEnded("pending")
      _ = try await log.make("running")
      try await log.mark(StreamID("running"), .saved)
      try await advance(.seconds(10))
      let recent = try await log.makeEnded("recent", marked: .saved)
      let time = try required(await log.known(recent).endedAt, "the time of the end")
      let removed = try await log.trim(endedBefore: time, limit: 10)
      try expectEqual(Set(removed), [StreamID("saved"), StreamID("refused")], "the removed streams")
      let names = ["saved", "refused", "pending", "running", "recent"].map { StreamID($0) }
      let left = try await log.records(of: names).map(\.stream.rawValue)
      try expectEqual(Set(left), ["pending", "running", "recent"], "the streams that are left")
      try expectEqual(await log.texts(recent), ["content"], "the frames of a stream that is left")
      try expectEqual(await log.trim(endedBefore: time, limit: 10), [], "streams removed again")
    },
    provesInTime(.trims, "no more streams are removed at once than asked for") { log, advance in
      for number in 0..<5 { _ = try await log.makeEnded("s\(number)", marked: .saved) }
      let end = try required(await log.known(StreamID("s4")).endedAt, "the time of the end")
      var removed: [StreamID] = []
      for expected in [2, 2, 1, 0] {
        let some = try await log.trim(endedBefore: end + .seconds(1), limit: 2)
        try expectEqual(some.count, expected, "streams removed")
        removed += some
      }
      try expectEqual(Set(removed).count, 5, "streams removed in all")
      try expectEqual(await log.trim(endedBefore: end + .seconds(1), limit: 0), [], "none")
    },
    proves(.trims, "a stream that was removed is not there") { log in
      let stream = try await log.makeEnded("a", marked: .saved)
      let end = try required(await log.known(stream).endedAt, "the time of the end")
      try expectEqual(
        await log.trim(endedBefore: end + .seconds(1), limit: 10), [stream], "the removed streams")
      try expectEqual(await log.record(of: stream), nil, "the record")
      try await expectError(.notFound, "reading") { try await log.allFrames(stream) }
      try await log.expectRefused(.notFound, .to(stream, at: 1, ["b"]))
      let repeated = StreamAppend.to(stream, at: 0, ["content"], outcome: .finished, end: .finished)
      try await log.expectRefused(.notFound, repeated)
    },
    proves(.trims, "the name of a stream that was removed is free, and nothing of it is left") { log in
      let stream = try await log.makeEnded("a", marked: .saved)
      let end = try required(await log.known(stream).endedAt, "the time of the end")
      _ = try await log.trim(endedBefore: end + .seconds(1), limit: 10)
      _ = try await log.make("a")
      let record = try await log.known(stream)
      let expected = StreamRecord(
        header: .sample("a"), run: RunID("run-1"), owner: .one, epoch: 1, leaseUntil: record.leaseUntil)
      try expectEqual(record, expected, "the record")
      _ = try await log.write(.to(stream, at: 0, ["new"]))
      try expectEqual(await log.texts(stream), ["new"], "the frames")
    },
  ]
}
