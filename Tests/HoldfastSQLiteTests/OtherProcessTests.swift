import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Other processes", .timeLimit(.minutes(1)))
struct OtherProcessTests {
  @Test("A directory that another process has is refused, and free when that process was killed")
  func otherProcess() async throws {
    try await withTemporaryPath { path in
      _ = try DataDirectory(path: path)
      let holder = try OtherProcess(OtherProcess.locker, path + "/holdfast.lock")
      let error = #expect(throws: DataDirectoryError.self) { try DataDirectory(path: path) }
      #expect(error?.reason == .inUse(process: holder.processID))
      holder.kill()
      _ = try DataDirectory(path: path)
    }
  }

  @Test("A directory that this process has is refused to another")
  func toOtherProcess() async throws {
    try await withTemporaryPath { path in
      let directory = try DataDirectory(path: path)
      #expect(throws: OtherProcess.Refused.self) {
        try OtherProcess(OtherProcess.locker, path + "/holdfast.lock")
      }
      withExtendedLifetime(directory) {}
    }
  }

  @Test("A file that another process is writing to for too long is unavailable, and then well again")
  func locked() async throws {
    try await withTemporaryPath { path in
      let log = try openStreamLog(path)
      try await log.make("a")
      _ = try await log.file.answers(to: "PRAGMA busy_timeout = 1")
      let writer = try OtherProcess(OtherProcess.writer, path + "/" + Schema.streams.file)
      let code = await storeErrorCode { _ = try await log.write(.sample("a", first: 0, ["x"])) }
      #expect(code == .unavailable)
      #expect(!log.isPoisoned)
      #expect(try await log.texts("a") == [])
      writer.kill()
      _ = try await log.write(.sample("a", first: 0, ["x"]))
    }
  }
}
