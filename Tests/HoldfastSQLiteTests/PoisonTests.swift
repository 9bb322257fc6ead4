import Foundation
import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Failing disk", .timeLimit(.minutes(1)))
struct PoisonTests {
  @Test("A write that the disk fails has an unknown outcome, and no other is taken after it; reads go on")
  func failedWrite() async throws {
    try await withTemporaryPath { path in
      try await failWrite(path)
      let reopened = try openStreamLog(path)
      #expect(!reopened.isPoisoned)
      #expect(try await reopened.texts("a").first == "before")
      _ = try await reopened.write(.sample("a", first: reopened.texts("a").count, ["after"]))
    }
  }

  private func failWrite(_ path: String) async throws {
    let log = try openStreamLog(path)
    try await log.make("a")
    _ = try await log.write(.sample("a", first: 0, ["before"]))
    // A descriptor that is not open for writing.
    let fault = try FileFault(log.file.gate.logPath, becomes: log.file.gate.logPath, flags: O_RDONLY)
    try await expectPoison(log)
    // The disk is well again, but nobody knows what it holds.
    fault.end()
    try await expectRefusal(log)
    #expect(try await log.texts("a") == ["before"])
  }

  @Test("A sync that fails is never asked for again")
  func failedSync() async throws {
    try await withStreamLog(durability: .power) { log, _ in
      try await log.make("a")
      _ = try await log.write(.sample("a", first: 0, ["before"]))
      // It takes what is written, and cannot be synced.
      let fault = try FileFault(log.file.gate.logPath, becomes: "/dev/null")
      try await expectPoison(log)
      fault.end()
      try await expectRefusal(log)
      #expect(try await log.texts("a") == ["before"])
    }
  }

  private func expectPoison(_ log: SQLiteStreamLog) async throws {
    let code = await storeErrorCode { _ = try await log.write(.sample("a", first: 1, ["lost?"])) }
    #expect(code == .indeterminate)
    #expect(log.isPoisoned == true)
  }

  private func expectRefusal(_ log: SQLiteStreamLog) async throws {
    let code = await storeErrorCode { _ = try await log.write(.sample("a", first: 1, ["again"])) }
    #expect(code == .poisoned)
    let error = await #expect(throws: StoreError.self) { try await log.checkHealth() }
    #expect(error?.code == .poisoned)
    #expect(error?.message.hasPrefix("no writes until the next start, for the disk failed one") == true)
  }

  @Test("A write-back of the log that the disk fails is seen, and no other is tried")
  func failedWriteBack() async throws {
    try await withStreamLog { log, _ in
      try await log.make("a")
      // The file itself, and not its log.
      let path = String(log.file.gate.logPath.dropLast("-wal".count))
      let fault = try FileFault(path, becomes: path, flags: O_RDONLY)
      // As many pages as make the log long: the write that does is taken, and in the log.
      let large = String(repeating: "x", count: 5 << 20)
      _ = try await log.write(.sample("a", first: 0, [large]))
      // It is written back beside the writes.
      let deadline = ContinuousClock.now + .seconds(20)
      while !log.isPoisoned, ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(2)) }
      #expect(log.isPoisoned)
      fault.end()
      let code = await storeErrorCode { _ = try await log.write(.sample("a", first: 1, ["again"])) }
      #expect(code == .poisoned)
      #expect(try await log.texts("a") == [large])
    }
  }
}
