import HoldfastSQLite
import Testing

@Suite("Durability")
struct DurabilityTests {
  @Test("The settings that make commits durable are set", arguments: Durability.allCases)
  func settings(durability: Durability) async throws {
    try await withTemporaryPath { path in
      let directory = try DataDirectory(path: path)
      let log = try SQLiteStreamLog(directory: directory, durability: durability) { TestTime().now }
      let store = try SQLiteConversationStore(directory: directory, durability: durability)
      for file in [log.file, store.file] {
        let synchronous = try await file.answers(to: "PRAGMA synchronous")
        #expect(synchronous == [durability == .power ? "2" : "1"])
        #expect(try await file.answers(to: "PRAGMA journal_mode") == ["wal"])
        #expect(try await file.answers(to: "PRAGMA wal_autocheckpoint") == ["1000"])
        #expect(try await file.answers(to: "PRAGMA journal_size_limit") == ["\(64 << 20)"])
        #expect(try await file.answers(to: "PRAGMA foreign_keys") == ["0"])
        #expect(try await file.answers(to: "PRAGMA busy_timeout") == ["5000"])
        #expect(try await file.answers(to: "PRAGMA trusted_schema") == ["0"])
      }
    }
  }

  @Test("The log of SQLite is written back when it passes its limit")
  func logLimit() async throws {
    try await withTemporaryPath { path in
      let file = try DatabaseFile(
        .streams, in: DataDirectory(path: path), durability: .process, logLimitBytes: 1 << 20)
      // SQLite's own checkpoints are off, as when readers always keep them from coming to an end.
      _ = try await file.answers(to: "PRAGMA wal_autocheckpoint = 0")
      let log = SQLiteStreamLog(file: file) { TestTime().now }
      try await log.make("a")
      var largest = 0
      for position in 0..<60 {
        let text = String(repeating: "x", count: 100_000)
        _ = try await log.write(.sample("a", first: position, [text]))
        largest = max(largest, file.gate.logBytes)
      }
      #expect(largest < 2 << 20)
      #expect(try await log.texts("a").count == 60)
    }
  }
}
