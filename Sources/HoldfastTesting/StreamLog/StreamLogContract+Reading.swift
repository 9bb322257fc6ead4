import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Reading records and frames.
  static let readingCases = [
    proves(.readsRecords, "records are read of the streams that are there") { log in
      let (first, second) = (try await log.make("a"), try await log.makeEnded("b"))
      let records = try await log.records(of: [second, StreamID("none"), first])
      let expected = [try await log.known(first), try await log.known(second)]
      try expectEqual(records.sorted { $0.stream < $1.stream }, expected, "the records")
      try expectEqual(await log.records(of: [StreamID("none")]), [], "of none that is there")
      try expectEqual(await log.records(of: []), [], "of none")
      try expectEqual(await log.record(of: StreamID("none")), nil, "of one that is not there")
    },
    proves(.readsRecords, "the records of very many streams are read at once") { log in
      let names = (0..<1200).map { StreamID("s\($0)") }
      _ = try await log.make("s7")
      try expectEqual(await log.records(of: names).map(\.stream.rawValue), ["s7"], "the records")
    },
    proves(.readsFrames, "frames are read from any position on") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, (0..<10).map { "frame \($0)" })
      _ = try await log.write(write)
      for position in 0..<10 {
        let frames = try await log.read(stream, from: position, maximumBytes: 10_000)
        try expectEqual(frames, Array(write.frames[position...]), "the frames from \(position)")
      }
    },
    proves(.readsFrames, "at the end, and beyond it, there is nothing to read") { log in
      let stream = try await log.make()
      try expectEqual(await log.read(stream, from: 0, maximumBytes: 100), [], "an empty stream")
      _ = try await log.write(.to(stream, at: 0, ["a", "b"]))
      for position in [2, 3, 1000] {
        try expectEqual(await log.read(stream, from: position, maximumBytes: 100), [], "from \(position)")
      }
    },
    proves(.readsFrames, "as many frames are read as fit, but at least one") { log in
      let stream = try await log.make()
      _ = try await log.write(.to(stream, at: 0, ["12345", "123", "1234567890", "", "12", "1"]))
      let counts: [(from: Int, bytes: Int, count: Int)] = [
        (0, 0, 1), (0, 1, 1), (0, 5, 1), (0, 7, 1), (0, 8, 2), (0, 17, 2), (0, 18, 4), (0, 20, 5), (0, 21, 6),
        (2, 1, 1), (2, 10, 2), (4, 2, 1), (5, 0, 1), (3, 0, 1), (0, 1 << 40, 6),
      ]
      for (position, bytes, count) in counts {
        let frames = try await log.read(stream, from: position, maximumBytes: bytes)
        let expected = Array(position..<(position + count))
        try expectEqual(frames.map(\.position), expected, "from \(position), at most \(bytes) bytes")
      }
    },
    proves(.readsFrames, "a stream is read piece by piece without gap or repeat") { log in
      let stream = try await log.make()
      let texts = (0..<200).map { String(repeating: "x", count: $0 * 7 % 50) }
      let write = StreamAppend.to(stream, at: 0, texts)
      _ = try await log.write(write)
      for size in [1, 64, 1000, 100_000] {
        var frames: [Frame] = []
        while true {
          let some = try await log.read(stream, from: frames.count, maximumBytes: size)
          if some.isEmpty { break }
          frames += some
          try expect(frames.count <= write.frames.count, "pieces of \(size) bytes repeat frames")
        }
        try expectEqual(frames, write.frames, "the frames in pieces of \(size) bytes")
      }
    },
    proves(.readsFrames, "what was acknowledged is read, while the stream runs and after its end") { log in
      let stream = try await log.make()
      for position in 0..<5 {
        _ = try await log.write(.to(stream, at: position, ["\(position)"]))
        try expectEqual(await log.texts(stream), (0...position).map { "\($0)" }, "the frames")
      }
      _ = try await log.write(.to(stream, at: 5, ["end"], outcome: .finished, end: .finished))
      try await log.mark(stream, .saved)
      try expectEqual(await log.texts(stream), ["0", "1", "2", "3", "4", "end"], "the frames after the end")
    },
  ]
}
