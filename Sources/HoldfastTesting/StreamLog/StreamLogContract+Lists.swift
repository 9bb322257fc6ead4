import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Whether the reply is saved.
  static let markCases = [
    proves(.marks, "a pending reply becomes saved or refused, and a refused one saved") { log in
      let steps: [([StreamRecord.Persistence], StreamRecord.Persistence)] = [
        ([], .pending), ([.pending], .pending), ([.saved], .saved), ([.refused], .refused),
        ([.refused, .saved], .saved), ([.saved, .refused], .saved), ([.saved, .pending], .saved),
        ([.refused, .pending], .refused), ([.saved, .saved], .saved), ([.refused, .refused], .refused),
      ]
      for (number, (marks, expected)) in steps.enumerated() {
        let stream = try await log.make("s\(number)")
        for mark in marks { try await log.mark(stream, mark) }
        try expectEqual(await log.known(stream).persistence, expected, "after \(marks)")
      }
    },
    proves(.marks, "a mark changes nothing else, while the stream runs and after its end") { log in
      for stream in [try await log.make("a"), try await log.makeEnded("b")] {
        var expected = try await log.snapshot(stream)
        try await log.mark(stream, .saved)
        expected.record?.persistence = .saved
        try expectEqual(await log.snapshot(stream), expected, "the stream")
      }
    },
  ]

  /// What the reconciler finds.
  static let listCases = [
    provesInTime(.listsExpired, "streams whose lease ran out are listed, longest ago first") { log, advance in
      _ = try await log.make("c", lease: .seconds(5))
      _ = try await log.make("a", lease: .seconds(20))
      _ = try await log.make("b", lease: .seconds(10))
      _ = try await log.make("d", lease: .seconds(50))
      let expired = { (limit: Int) in try await log.expired(limit: limit).map(\.stream.rawValue) }
      try expectEqual(await expired(10), [], "at first")
      try await advance(.seconds(12))
      try expectEqual(await expired(10), ["c", "b"], "after 12 s")
      try await advance(.seconds(12))
      try expectEqual(await expired(10), ["c", "b", "a"], "after 24 s")
      try expectEqual(await expired(2), ["c", "b"], "the first two")
      try expectEqual(await expired(0), [], "none")
    },
    provesInTime(.listsExpired, "a stream that was renewed, taken over or ended is not listed") {
      log, advance in
      let streams = [
        try await log.make("a"), try await log.make("b"), try await log.make("c"), try await log.make("d"),
      ]
      _ = try await log.write(.to(streams[2], at: 0, outcome: .finished, end: .finished))
      try await advance(.seconds(11))
      try expectEqual(await log.expired(limit: 10).count, 3, "streams before")
      _ = try await log.renew(streams[0], epoch: 1, lease: .lease)
      _ = try await log.taken(streams[1])
      let expired = try await log.expired(limit: 10)
      try expectEqual(expired, [try await log.known(streams[3])], "streams after")
    },
    provesInTime(.listsExpired, "a stream with its outcome that did not end is listed") { log, advance in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"], outcome: .finished))
      try await advance(.seconds(11))
      try expectEqual(await log.expired(limit: 10).map(\.stream), [stream], "the streams")
    },
    proves(.listsExpired, "a stream that was released is listed at once") { log in
      let stream = try await log.make("a")
      _ = try await log.make("b")
      try await log.release(stream, epoch: 1)
      try expectEqual(await log.expired(limit: 10), [try await log.known(stream)], "the streams")
    },
    provesInTime(.listsRunning, "running streams are listed by name, whether their lease lasts or not") {
      log, advance in
      for name in ["b", "d", "a", "C"] { _ = try await log.make(name) }
      _ = try await log.makeEnded("c")
      _ = try await log.write(.to(StreamID("d"), at: 0, outcome: .finished))
      let running = { (limit: Int) in try await log.running(limit: limit).map(\.stream.rawValue) }
      try expectEqual(await running(10), ["C", "a", "b", "d"], "the streams")
      try await advance(.seconds(11))
      try expectEqual(await running(10), ["C", "a", "b", "d"], "the streams when the leases ran out")
      try expectEqual(await running(2), ["C", "a"], "the first two")
      try expectEqual(await log.running(limit: 1), [try await log.known(StreamID("C"))], "the record")
    },
    proves(.listsUnsaved, "ended streams whose reply is pending are listed by name") { log in
      for name in ["d", "b", "a"] { _ = try await log.makeEnded(name) }
      _ = try await log.makeEnded("c", marked: .saved)
      _ = try await log.makeEnded("e", marked: .refused)
      _ = try await log.make("f")
      let unsaved = { (limit: Int) in try await log.unsaved(limit: limit).map(\.stream.rawValue) }
      try expectEqual(await unsaved(10), ["a", "b", "d"], "the streams")
      try expectEqual(await unsaved(2), ["a", "b"], "the first two")
      try await log.mark(StreamID("a"), .saved)
      try await log.mark(StreamID("b"), .refused)
      try expectEqual(
        await log.unsaved(limit: 10), [try await log.known(StreamID("d"))], "after two were marked")
    },
  ]
}
