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
        // SQLite would say nothing when the disk fails it: the gate writes its log back.
        #expect(try await file.answers(to: "PRAGMA wal_autocheckpoint") == ["0"])
        #expect(try await file.answers(to: "PRAGMA journal_size_limit") == ["\(64 << 20)"])
        #expect(try await file.answers(to: "PRAGMA foreign_keys") == ["0"])
        #expect(try await file.answers(to: "PRAGMA busy_timeout") == ["5000"])
        #expect(try await file.answers(to: "PRAGMA trusted_schema") == ["0"])
      }
    }
  }

  @Test("The log of SQLite is written back when it is long, and begun anew")
  func logLength() async throws {
    try await withStreamLog { log, _ in
      try await log.make("a")
      var largest = 0
      for position in 0..<150 {
        _ = try await log.write(.sample("a", first: position, [String(repeating: "x", count: 100_000)]))
        largest = max(largest, log.file.gate.logBytes)
      }
      // 1000 pages of 4 KiB and the write that passes them; all writes are 15 MB.
      #expect(1000 * 4096...5 << 20 ~= largest, "the log grew to \(largest) bytes")
      #expect(try await log.texts("a").count == 150)
    }
  }

  @Test("The log of SQLite is written back when it passes its limit")
  func logLimit() async throws {
    try await withTemporaryPath { path in
      let file = try DatabaseFile(
        .streams, in: DataDirectory(path: path), durability: .process, logLimitBytes: 1 << 20)
      // Nobody learns how long it is, as when readers always keep it from being written back whole.
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
