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
    try await expectUnavailable(log)
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
      try await expectUnavailable(log)
      #expect(try await log.texts("a") == ["before"])
    }
  }

  private func expectPoison(_ log: SQLiteStreamLog) async throws {
    let code = await storeErrorCode { _ = try await log.write(.sample("a", first: 1, ["lost?"])) }
    #expect(code == .indeterminate)
    #expect(log.isPoisoned == true)
  }

  private func expectUnavailable(_ log: SQLiteStreamLog) async throws {
    let code = await storeErrorCode { _ = try await log.write(.sample("a", first: 1, ["again"])) }
    #expect(code == .unavailable)
    let error = await #expect(throws: StoreError.self) { try await log.checkHealth() }
    #expect(error?.code == .unavailable)
    #expect(error?.message.hasPrefix("no writes until the next start, for the disk failed one") == true)
  }
}
