import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Writing frames.
  static let appendCases = [
    proves(.inOrder, "frames are kept in the order in which they were written") { log in
      let stream = try await log.make()
      let first = StreamAppend.to(stream, at: 0, ["a", "b"])
      let second = StreamAppend.to(stream, at: 2, ["c"])
      try expectEqual(
        await log.write(first), StreamAcknowledgement(length: 2, requestedEnd: nil), "the first write")
      try expectEqual(
        await log.write(second), StreamAcknowledgement(length: 3, requestedEnd: nil), "the second write")
      try expectEqual(await log.allFrames(stream), first.frames + second.frames, "the frames")
      let record = try await log.known(stream)
      try expectEqual(record.length, 3, "the length")
      try expectEqual(record.lastSeal, second.frames[0].seal, "the seal of the last frame")
      try expectEqual(record.state, nil, "the state")
    },
    proves(.inOrder, "a write beyond the end is refused") { log in
      let stream = try await log.make()
      try await log.expectRefused(.positionConflict, .to(stream, at: 1, ["b"]))
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 2, ["c"]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 1000, ["z"]))
    },
    proves(.inOrder, "other frames at positions that are taken are refused") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a", "b", "c"]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 0, ["x", "y", "z"]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 0, ["a", "b", "z"]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 2, ["C"]))
    },
    proves(.inOrder, "equal data with another seal is another frame") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      var forged = StreamAppend.to(stream, at: 0, ["a"])
      forged.frames[0].seal = .origin
      try await log.expectRefused(.positionConflict, forged)
    },
    proves(.inOrder, "a write that begins with frames that are there and goes on is refused") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a", "b"]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 0, ["a", "b", "c"]))
      try await log.expectRefused(.positionConflict, .to(stream, at: 1, ["b", "c"]))
    },
    proves(.inOrder, "a write without frames states its position too") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["a"]))
      let before = try await log.allFrames(stream)
      try expectEqual(
        await log.write(.to(stream, at: 1)), StreamAcknowledgement(length: 1, requestedEnd: nil), "at the end"
      )
      try await log.expectRefused(.positionConflict, .to(stream, at: 2))
      try await log.expectRefused(.positionConflict, .to(stream, at: 2, outcome: .finished))
      try await log.expectRefused(.positionConflict, .to(stream, at: 0, outcome: .finished))
      try expectEqual(await log.allFrames(stream), before, "the frames")
    },
    proves(.inOrder, "of twenty different writes to one position at once, one is taken") { log in
      let stream = try await log.make()
      let results = try await concurrently(20) { await log.append([.to(stream, at: 0, ["writer \($0)"])]) }
      let winners = results.indices.filter { if case .success = results[$0].first { true } else { false } }
      try expectEqual(winners.count, 1, "writes that were taken")
      try expectEqual(await log.texts(stream), winners.map { "writer \($0)" }, "the frames")
    },
    proves(.inOrder, "streams are counted each for itself") { log in
      let (first, second) = (try await log.make("a"), try await log.make("b"))
      _ = try await log.write(.to(first, at: 0, ["a0", "a1"]))
      _ = try await log.write(.to(second, at: 0, ["b0"]))
      _ = try await log.write(.to(first, at: 2, ["a2"]))
      try expectEqual(await log.texts(first), ["a0", "a1", "a2"], "the first stream")
      try expectEqual(await log.texts(second), ["b0"], "the second stream")
    },
    proves(.atomic, "a write of many frames is taken whole, and seen whole") { log in
      let stream = try await log.make()
      let size = 100
      try await whileWatching {
        for number in 0..<20 {
          let texts = (0..<size).map { "\(number).\($0)" }
          _ = try await log.write(.to(stream, at: number * size, texts))
        }
      } look: {
        let length = try await log.allFrames(stream).count
        try expect(length.isMultiple(of: size), "\(length) frames are seen")
        let record = try await log.known(stream)
        try expect(record.length.isMultiple(of: size), "a length of \(record.length) is seen")
        try expect(record.length >= length, "the record is older than the frames")
      }
      try expectEqual(await log.known(stream).length, 20 * size, "the length")
    },
    proves(.atomic, "a write that is refused sets neither outcome nor end") { log in
      let stream = try await log.make()
      let refused = StreamAppend.to(stream, at: 5, ["a"], outcome: .finished, end: .finished)
      try await log.expectRefused(.positionConflict, refused)
      _ = try await log.write(.to(stream, at: 0, ["a"]))
    },
  ]
}
