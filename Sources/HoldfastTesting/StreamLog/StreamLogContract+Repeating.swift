import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Writing the same again.
  static let repeatCases = [
    proves(.idempotent, "a repeat is acknowledged with the present length, and stored once") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a", "b"])
      for _ in 1...3 { try expectEqual(await log.write(write).length, 2, "the length") }
      try expectEqual(await log.texts(stream), ["a", "b"], "the frames")
    },
    proves(.idempotent, "a write is repeated after newer ones") { log in
      let stream = try await log.make()
      let writes = (0..<4).map { StreamAppend.to(stream, at: $0, ["frame \($0)"]) }
      for write in writes { _ = try await log.write(write) }
      for write in writes.reversed() { try expectEqual(await log.write(write).length, 4, "the length") }
      try expectEqual(await log.allFrames(stream), writes.flatMap(\.frames), "the frames")
    },
    proves(.idempotent, "several writes are repeated as one, and one as several") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      _ = try await log.write(.to(stream, at: 1, ["b", "c"]))
      try expectEqual(await log.write(.to(stream, at: 0, ["a", "b", "c"])).length, 3, "as one")
      try expectEqual(await log.write(.to(stream, at: 2, ["c"])).length, 3, "in part")
      try expectEqual(await log.texts(stream), ["a", "b", "c"], "the frames")
    },
    proves(.idempotent, "content is repeated after the outcome and after the end") { log in
      let stream = try await log.make()
      let content = StreamAppend.to(stream, at: 0, ["a"])
      _ = try await log.write(content)
      _ = try await log.write(.to(stream, at: 1, ["b"], outcome: .finished))
      try expectEqual(await log.write(content).length, 2, "the length after the outcome")
      _ = try await log.write(.to(stream, at: 2, ["c"], end: .finished))
      try expectEqual(await log.write(content).length, 3, "the length after the end")
      try expectEqual(await log.texts(stream), ["a", "b", "c"], "the frames")
    },
    proves(.idempotent, "the writes of outcome and end are repeated, apart or in one") { log in
      let (apart, together) = (try await log.make("a"), try await log.make("b"))
      let writes: [StreamAppend] = [
        .to(apart, at: 0, ["a"], outcome: .finished), .to(apart, at: 1, ["b"], end: .finished),
        .to(together, at: 0, ["a", "b"], outcome: .stopped, end: .stopped),
      ]
      for write in writes { _ = try await log.write(write) }
      let before = [try await log.snapshot(apart), try await log.snapshot(together)]
      for write in writes { try expectEqual(await log.write(write).length, 2, "the length") }
      try expectEqual([await log.snapshot(apart), await log.snapshot(together)], before, "the streams")
    },
    proves(.idempotent, "outcome and end without frames are repeated") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      let (outcome, end) = (
        StreamAppend.to(stream, at: 1, outcome: .finished), StreamAppend.to(stream, at: 1, end: .finished)
      )
      for write in [outcome, outcome, end, end] {
        try expectEqual(await log.write(write).length, 1, "the length")
      }
    },
    provesInTime(.idempotent, "a repeat extends the lease, as every acknowledgement does") { log, advance in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a"])
      for _ in 1...3 {
        _ = try await log.write(write)
        try await advance(.seconds(7))
        try await log.expectLeased(stream)
      }
    },
    proves(.idempotent, "of twenty equal writes at once, all are acknowledged and one is stored") { log in
      let stream = try await log.make()
      let lengths = try await concurrently(20) { _ in
        try await log.write(.to(stream, at: 0, ["a", "b"])).length
      }
      try expectEqual(Set(lengths), [2], "the lengths")
      try expectEqual(await log.texts(stream), ["a", "b"], "the frames")
    },
  ]
}
