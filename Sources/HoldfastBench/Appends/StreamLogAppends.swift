import HoldfastEngine
import HoldfastModel
package import HoldfastStores

/// Appends to a stream log through a group commit, as the runs of a node do: each writer waits for its last one.
package struct StreamLogAppends: Sendable {
  private let log: any StreamLog
  private let writers: Int
  private let data: [UInt8]

  /// Prepares writers, each with a stream of its own.
  package init(_ log: any StreamLog, writers: Int, bytes: Int) {
    self.log = log
    self.writers = writers
    data = [UInt8](repeating: 120, count: bytes)
  }

  /// Appends for a time.
  ///
  /// - Throws: What the log threw.
  package func run(for duration: Duration) async throws -> AppendResult {
    let counter = CommitCounter()
    let commit = GroupCommit(log: log, maximumWrites: 512, observer: counter)
    var streams: [StreamRecord] = []
    for number in 0..<writers { streams.append(try await stream(number)) }
    let (start, end) = (ContinuousClock.now, ContinuousClock.now + duration)
    let appends = try await withThrowingTaskGroup(of: Int.self) { group in
      for record in streams {
        group.addTask {
          var (position, data) = (0, data)
          while ContinuousClock.now < end {
            data[0] = UInt8(truncatingIfNeeded: position)
            let frame = Frame(position: position, data: data, seal: .origin)
            _ = try await commit.append(
              StreamAppend(
                stream: record.stream, epoch: record.epoch, first: position, frames: [frame],
                lease: .seconds(60)))
            position += 1
          }
          return position
        }
      }
      async let running: Void = commit.run()
      var appends = 0
      for try await count in group { appends += count }
      commit.close()
      await running
      return appends
    }
    let elapsed = (ContinuousClock.now - start) / .seconds(1)
    return AppendResult(name: "group commit", appends: appends, commits: counter.count, seconds: elapsed)
  }

  private func stream(_ number: Int) async throws -> StreamRecord {
    let name = "bench-\(MonotonicTime.now())-\(number)"
    let claim = ClaimKey(
      session: SessionID(rawValue: name), message: MessageID(rawValue: name), trigger: .submit, target: "")
    let header = StreamHeader(
      stream: StreamID(rawValue: name), principal: .user("bench"), claim: claim,
      reply: MessageID(rawValue: name), order: 2, agent: "default", dialect: .v5, routeForm: .chat,
      createdAt: Timestamp(milliseconds: 0))
    let creation = try await log.create(
      header, run: RunID(rawValue: name), owner: NodeID(rawValue: "bench"), lease: .seconds(60))
    switch creation {
    case .created(let record), .exists(let record): return record
    }
  }
}
