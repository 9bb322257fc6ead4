import HoldfastEngine
import HoldfastModel

extension Workload {
  /// A frame is published, and every one of the readers, who wait for it, gets it and comes back.
  static func hub(readers: Int) -> Workload {
    Workload(name: "hub-\(readers)", unit: "publish", repetitions: max(5, 2000 / readers)) { repetitions in
      let live = LiveStream(stream: Sample.stream, from: 0, windowBytes: 1 << 20)
      let frame = try FrameEncoding.encode(Sample.frame(0), of: Sample.stream)
      let gate = Gate(expecting: readers)
      let bytes = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<readers { group.addTask { try await read(live, past: gate) } }
        await gate.open()
        for position in 0..<repetitions {
          live.publish([frame], first: position)
          await gate.open()
        }
        live.finish()
        return try await group.reduce(0, +)
      }
      try expect(bytes == readers * repetitions * frame.count, "each reader gets each frame")
      return repetitions
    }
  }

  /// Reads a stream to its end, and says how many bytes there were.
  private static func read(_ live: LiveStream, past gate: Gate) async throws -> Int {
    defer { gate.leave() }
    var (position, bytes) = (0, 0)
    while true {
      gate.arrive()
      let step = try await live.next(from: position, maximumBytes: 256 << 10, now: Sample.time)
      guard case .frames(let frames, let next) = step else { return bytes }
      bytes += frames.count
      position = next
    }
  }
}
