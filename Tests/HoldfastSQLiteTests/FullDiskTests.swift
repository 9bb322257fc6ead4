import HoldfastModel
import HoldfastSQLite
import HoldfastStores
import Testing

@Suite("Full disk", .timeLimit(.minutes(1)))
struct FullDiskTests {
  private static let unlimited = "PRAGMA max_page_count = 1073741823"

  /// Lets the file grow no further.
  private func limit(_ file: DatabaseFile) async throws {
    let pages = try #require(try await file.answers(to: "PRAGMA page_count").first)
    _ = try await file.answers(to: "PRAGMA max_page_count = \(pages)")
  }

  @Test("A log without room takes nothing of a commit, reads on, and goes on when there is room")
  func streams() async throws {
    try await withStreamLog { log, _ in
      for name in ["a", "b"] { try await log.make(name) }
      _ = try await log.write(.sample("a", first: 0, ["before"]))
      try await limit(log.file)
      let large = String(repeating: "x", count: 100_000)
      let batch: [StreamAppend] = [
        .sample("a", first: 1, ["small"]),
        .sample("b", first: 0, [large], outcome: StreamOutcome(state: .stopped)),
      ]
      for result in await log.append(batch) {
        let code = await storeErrorCode { _ = try result.get() }
        #expect(code == .full)
      }
      #expect(try await log.texts("a") == ["before"])
      #expect(try await log.texts("b") == [])
      #expect(try await log.record(of: StreamID(rawValue: "b"))?.outcome == nil)
      #expect(!log.isPoisoned)
      _ = try await log.file.answers(to: Self.unlimited)
      for result in await log.append(batch) { _ = try result.get() }
      #expect(try await log.texts("a") == ["before", "small"])
      #expect(try await log.texts("b") == [large])
    }
  }

  @Test("A store without room takes nothing of a claim, and goes on when there is room")
  func conversations() async throws {
    try await withConversationStore { store in
      _ = try await store.claim(.sample(session: "first"))
      try await limit(store.file)
      let request = ClaimRequest.sample(text: String(repeating: "x", count: 100_000))
      let code = await storeErrorCode { _ = try await store.claim(request) }
      #expect(code == .full)
      #expect(try await store.session(request.key.session) == nil)
      #expect(try await store.claim(for: request.key) == nil)
      #expect(try await store.messages(in: request.key.session, after: 0, limit: 9) == [])
      _ = try await store.file.answers(to: Self.unlimited)
      let outcome = try await store.claim(request)
      #expect(try await store.claim(for: request.key).map(ClaimOutcome.claimed) == outcome)
    }
  }

  @Test("A commit for which the file system has no room is full, and leaves nothing behind")
  func noSpace() async throws {
    try await withTemporaryPath { path in
      try await fillFileSystem(path)
      try await DatabaseHeader.waitUntilClosed(path + "/" + Schema.streams.file)
      let log = try openStreamLog(path)
      #expect(try await log.texts("a") == ["before"])
      _ = try await log.write(.sample("a", first: 1, ["after"]))
    }
  }

  private func fillFileSystem(_ path: String) async throws {
    let log = try openStreamLog(path)
    try await log.make("a")
    // So that what the next write reads is in memory.
    _ = try await log.write(.sample("a", first: 0, ["before"]))
    let fault = try FileFault(log.file.gate.logPath, becomes: "/dev/full")
    let code = await storeErrorCode { _ = try await log.write(.sample("a", first: 1, ["x"])) }
    fault.end()
    #expect(code == .full)
    #expect(!log.isPoisoned)
  }
}
