import HoldfastEngine
import HoldfastModel
import HoldfastStores

extension Workload {
  /// Writers, each with a stream of its own, who write the next frame as soon as the last one is committed.
  static func groupCommit(writers: Int) -> Workload {
    Workload(name: "group-commit", unit: "append", repetitions: 25) { repetitions in
      let log = MemoryStreamLog(now: { Sample.time })
      let streams = (0..<writers).map { StreamID(rawValue: "\(Sample.stream)\($0)") }
      for stream in streams {
        _ = try await log.create(
          Sample.header(of: stream), run: RunID(rawValue: "run"), owner: NodeID(rawValue: "node"),
          lease: .seconds(10))
      }
      let commit = GroupCommit(log: log, maximumWrites: EngineConfiguration().commitBatchWrites)
      let frames = try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          await commit.run()
          return 0
        }
        return try await write(repetitions, to: streams, through: commit)
      }
      try expect(frames == writers * repetitions, "each append is committed")
      return frames
    }
  }

  /// Writes frames to all streams at once, and says how many they have then.
  private static func write(
    _ count: Int, to streams: [StreamID], through commit: GroupCommit
  ) async throws -> Int {
    defer { commit.close() }
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for stream in streams {
        group.addTask {
          var length = 0
          for _ in 0..<count {
            let append = StreamAppend(
              stream: stream, epoch: 1, first: length, frames: [Sample.frame(length)], lease: .seconds(10))
            length = try await commit.append(append).length
          }
          return length
        }
      }
      return try await group.reduce(0, +)
    }
  }
}
