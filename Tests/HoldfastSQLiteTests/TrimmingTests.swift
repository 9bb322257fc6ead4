import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Trimming", .timeLimit(.minutes(1)))
struct TrimmingTests {
  private func fill(_ log: SQLiteStreamLog, streams: Int, writes: Int) async throws {
    let names = (0..<streams).map { "s\($0)" }
    for name in names { try await log.make(name) }
    for first in 0..<writes {
      let batch = names.map { StreamAppend.sample($0, first: first, ["text \(first)"]) }
      for result in await log.append(batch) { _ = try result.get() }
    }
  }

  private func end(_ log: SQLiteStreamLog, _ stream: String, length: Int) async throws {
    let outcome = StreamOutcome(state: .finished)
    _ = try await log.write(.sample(stream, first: length, [], outcome: outcome, end: .finished))
    try await log.mark(StreamID(rawValue: stream), .saved)
  }

  private func count(_ table: String, in log: SQLiteStreamLog) async throws -> Int {
    Int(try await log.file.answers(to: "SELECT count(*) FROM \(table)").first ?? "") ?? -1
  }

  @Test("The frames of removed streams are deleted, and those of others are not")
  func sweep() async throws {
    try await withStreamLog { log, time in
      try await fill(log, streams: 90, writes: 60)
      for number in 0..<80 { try await end(log, "s\(number)", length: 60) }
      let removed = try await log.trim(endedBefore: time.now + .seconds(1), limit: 1000)
      #expect(Set(removed.map(\.rawValue)) == Set((0..<80).map { "s\($0)" }))
      #expect(try await count("writes", in: log) == 10 * 60)
      #expect(try await count("sweep", in: log) == 0)
      #expect(try await count("tails", in: log) == 10)
      for number in 80..<90 { #expect(try await log.texts("s\(number)").count == 60) }
    }
  }

  @Test("What one call left to be swept up, the next one sweeps")
  func sweepLater() async throws {
    try await withStreamLog { log, time in
      try await fill(log, streams: 3, writes: 50)
      try await end(log, "s1", length: 50)
      // As after the end of the process between the transactions of a call.
      _ = try await log.file.answers(
        to: "INSERT INTO sweep SELECT 1, first_write, last_write FROM tails WHERE number = 2")
      _ = try await log.file.answers(to: "DELETE FROM tails WHERE number = 2")
      _ = try await log.file.answers(to: "DELETE FROM streams WHERE number = 2")
      #expect(try await log.trim(endedBefore: time.now, limit: 1) == [])
      #expect(try await count("writes", in: log) == 100)
      #expect(try await log.texts("s0").count == 50)
    }
  }

  @Test("A stream that is made after a removal gets nothing of what is still there of the old one")
  func reuse() async throws {
    try await withStreamLog { log, time in
      try await fill(log, streams: 1, writes: 5)
      try await end(log, "s0", length: 5)
      _ = try await log.trim(endedBefore: time.now + .seconds(1), limit: 1)
      try await log.make("s0")
      #expect(try await log.texts("s0") == [])
      #expect(try await log.file.answers(to: "SELECT number FROM tails") == ["2"])
    }
  }
}
