import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Appending", .timeLimit(.minutes(1)))
struct AppendTests {
  @Test("500 writes to 100 streams are one commit: a reader sees none of them or all")
  func oneCommit() async throws {
    try await withStreamLog { log, _ in
      let names = (0..<100).map { "s\($0)" }
      for name in names { try await log.make(name) }
      let batch = (0..<5).flatMap { first in names.map { StreamAppend.sample($0, first: first, ["\(first)"]) }
      }
      async let lengths = distinctLengths(of: names, in: log)
      let results = await log.append(batch)
      #expect(results.count == 500)
      for (write, result) in zip(batch, results) { #expect(try result.get().length == write.first + 1) }
      #expect(try await lengths.isSubset(of: [[0], [5]]))
      for name in names { #expect(try await log.texts(name) == ["0", "1", "2", "3", "4"]) }
    }
  }

  /// Reads the lengths of all streams again and again, until they change.
  private func distinctLengths(of names: [String], in log: SQLiteStreamLog) async throws -> Set<Set<Int>> {
    var seen: Set<Set<Int>> = []
    while !seen.contains([5]), seen.count < 3 {
      let records = try await log.records(of: names.map { StreamID(rawValue: $0) })
      seen.insert(Set(records.map(\.length)))
    }
    return seen
  }

  @Test("A refused write leaves nothing behind, and hinders no other of its commit")
  func refused() async throws {
    try await withStreamLog { log, _ in
      for name in ["a", "b"] { try await log.make(name) }
      let huge = String(repeating: "x", count: (64 << 20) + 1)
      let results = await log.append([
        .sample("a", first: 0, ["one"]), .sample("a", epoch: 2, first: 1, ["fenced"]),
        .sample("b", first: 3, ["gap"]), .sample("none", first: 0, ["x"]),
        .sample("b", first: 0, [huge], outcome: StreamOutcome(state: .finished)),
        .sample("a", first: 1, ["two"]), .sample("b", first: 0, ["three"]),
      ])
      let codes = results.map { result -> StoreError.Code? in
        guard case .failure(let error) = result else { return nil }
        return (error as? StoreError)?.code
      }
      #expect(codes == [nil, .fenced, .positionConflict, .notFound, .refused, nil, nil])
      #expect(try await log.texts("a") == ["one", "two"])
      #expect(try await log.texts("b") == ["three"])
      #expect(try await log.record(of: StreamID(rawValue: "b"))?.outcome == nil)
    }
  }

  @Test("A cancelled task's write runs to its end, and says so")
  func cancelledWrite() async throws {
    try await withStreamLog { log, _ in
      try await log.make("a")
      for first in 0..<50 {
        let write = Task { try await log.write(.sample("a", first: first, ["text"])) }
        write.cancel()
        #expect(try await write.value.length == first + 1)
      }
    }
  }

  @Test("A cancelled task's read says so")
  func cancelledRead() async throws {
    try await withStreamLog { log, _ in
      try await log.make("a")
      let read = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await log.texts("a")
      }
      await #expect(throws: CancellationError.self) { try await read.value }
      #expect(try await log.texts("a") == [])
    }
  }

  @Test("Readers see whole writes while others write")
  func readWhileWriting() async throws {
    try await withStreamLog { log, _ in
      try await log.make("a")
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          for first in stride(from: 0, to: 900, by: 3) {
            _ = try await log.write(.sample("a", first: first, (0..<3).map { "text \(first + $0)" }))
          }
        }
        for _ in 0..<4 {
          group.addTask {
            var count = 0
            while count < 900 {
              let texts = try await log.texts("a")
              #expect(texts.count >= count)
              #expect(texts.count.isMultiple(of: 3))
              #expect(texts == texts.indices.map { "text \($0)" })
              count = texts.count
            }
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
