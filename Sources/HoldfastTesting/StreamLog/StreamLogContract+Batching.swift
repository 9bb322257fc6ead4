import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Writing to many streams.
  static let batchCases = [
    proves(.batches, "writes to many streams are answered in their order") { log in
      var streams: [StreamID] = []
      for number in 0..<20 { streams.append(try await log.make("s\(number)")) }
      let batch = streams.enumerated().map { number, stream in
        StreamAppend.to(stream, at: 0, (0...number).map { "frame \($0)" })
      }
      let results = await log.append(Array(batch.reversed()))
      try expectEqual(results.map { try $0.get().length }, Array((1...20).reversed()), "the lengths")
      for write in batch { try expectEqual(await log.allFrames(write.stream), write.frames, "the frames") }
    },
    proves(.batches, "a write that is refused does not hinder the others") { log in
      let names = ["a", "b", "c", "d"]
      var streams: [StreamID] = []
      for name in names { streams.append(try await log.make(name)) }
      let results = await log.append([
        .to(streams[0], at: 0, ["a"]), .to(streams[1], at: 7, ["gap"]),
        .to(StreamID("none"), at: 0, ["none"]),
        .to(streams[2], at: 0, ["stale"], epoch: 9),
        .to(streams[3], at: 0, ["d"], outcome: .finished, end: .finished),
      ])
      try expectEqual(
        results.map(\.code), [nil, .positionConflict, .notFound, .fenced, nil], "the results")
      var lengths: [Int] = []
      for stream in streams { lengths.append(try await log.known(stream).length) }
      try expectEqual(lengths, [1, 0, 0, 1], "the lengths")
    },
    proves(.batches, "writes to the same stream are taken in their order") { log in
      let (stream, other) = (try await log.make("a"), try await log.make("b"))
      let results = await log.append([
        .to(stream, at: 0, ["a"]), .to(other, at: 0, ["x"]), .to(stream, at: 1, ["b"], outcome: .finished),
        .to(stream, at: 2, ["c"], end: .finished),
      ])
      try expectEqual(results.map { try $0.get().length }, [1, 1, 2, 3], "the lengths")
      try expectEqual(await log.texts(stream), ["a", "b", "c"], "the frames")
      try expectEqual(await log.known(stream).state, .finished, "the state")
    },
    proves(.batches, "what follows a refused write to the same stream is judged for itself") { log in
      let stream = try await log.make()
      let results = await log.append([
        .to(stream, at: 0, ["a"], epoch: 9), .to(stream, at: 1, ["b"]), .to(stream, at: 0, ["c"]),
      ])
      try expectEqual(results.map(\.code), [.fenced, .positionConflict, nil], "the results")
      try expectEqual(await log.texts(stream), ["c"], "the frames")
    },
    proves(.batches, "a write and its repeat in one batch are both acknowledged") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, ["a"], outcome: .finished, end: .finished)
      let results = await log.append([write, write])
      try expectEqual(results.map { try $0.get().length }, [1, 1], "the lengths")
      try expectEqual(await log.texts(stream), ["a"], "the frames")
    },
    proves(.batches, "a batch of nothing has no results") { log in
      try expectEqual(await log.append([]).count, 0, "the results")
    },
    proves(.batches, "batches at once do not mix the frames of a stream") { log in
      var streams: [StreamID] = []
      for number in 0..<8 { streams.append(try await log.make("s\(number)")) }
      let all = streams
      _ = try await concurrently(8) { writer in
        for position in 0..<10 {
          // Each batch writes to one's own stream, and tries somebody else's in vain.
          let other = all[(writer + 1) % all.count]
          let results = await log.append([
            .to(other, at: position, ["intruder"], epoch: 2),
            .to(all[writer], at: position, ["\(writer).\(position)"]),
          ])
          try expectEqual(results.map(\.code), [.fenced, nil], "the results")
        }
      }
      for (writer, stream) in streams.enumerated() {
        try expectEqual(
          await log.texts(stream), (0..<10).map { "\(writer).\($0)" }, "the frames of \(stream)")
      }
    },
  ]
}
