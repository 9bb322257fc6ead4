import HoldfastModel
import HoldfastStores

extension StreamLogContract {
  /// Content that must come back as it was.
  static let contentCases = [
    proves(.exact, "frames of any bytes come back, with their seals") { log in
      let stream = try await log.make()
      let bytes: [[UInt8]] =
        [Awkward.bytes, [], [0], [0, 0], [0xFF], [0x0A], Array(Awkward.bytes.reversed())]
        + Awkward.texts.map { Array($0.utf8) }
      var write = StreamAppend.to(stream, at: 0)
      write.frames = bytes.enumerated().map { Frame.sample($0, $1) }
      _ = try await log.write(write)
      try expectEqual(await log.allFrames(stream), write.frames, "the frames")
      try expectEqual(await log.known(stream).lastSeal, write.frames.last?.seal, "the last seal")
      try expectEqual(await log.write(write).length, bytes.count, "the length after a repeat")
    },
    proves(.exact, "seals of any bytes come back") { log in
      let stream = try await log.make()
      let seals = [
        [UInt8](repeating: 0, count: 16), [UInt8](repeating: 0xFF, count: 16),
        Array(Awkward.bytes[120..<136]),
        Array(Awkward.bytes[0..<16]),
      ]
      for (position, bytes) in seals.enumerated() {
        let seal = try required(Seal(bytes: bytes), "the sample seal")
        var write = StreamAppend.to(stream, at: position)
        write.frames = [Frame(position: position, data: [0x7B, 0x7D], seal: seal)]
        _ = try await log.write(write)
        try expectEqual(await log.known(stream).lastSeal, seal, "the last seal")
      }
      try expectEqual(await log.allFrames(stream).map(\.seal.bytes), seals, "the seals")
    },
    proves(.exact, "a frame of a megabyte comes back, among small ones") { log in
      let stream = try await log.make()
      let large = (0..<1_048_576).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
      var write = StreamAppend.to(stream, at: 0)
      write.frames = [.sample(0, [1]), .sample(1, large), .sample(2, [3])]
      _ = try await log.write(write)
      try expect(await log.allFrames(stream) == write.frames, "the frames were changed")
      try expectEqual(
        await log.read(stream, from: 1, maximumBytes: 10).count, 1, "frames from the large one on")
      try expectEqual(
        await log.read(stream, from: 0, maximumBytes: 10).count, 1, "frames before the large one")
    },
    proves(.exact, "many small frames come back in order") { log in
      let stream = try await log.make()
      let write = StreamAppend.to(stream, at: 0, (0..<5000).map { "frame \($0) ü" })
      _ = try await log.write(write)
      try expect(await log.allFrames(stream) == write.frames, "the frames were changed")
      try expectEqual(await log.known(stream).length, 5000, "the length")
    },
  ]
}
