import Foundation
import HoldfastModel
import HoldfastSQLite
import HoldfastStores

/// Which stores a test runs on.
enum StoreKind: String, Sendable, CaseIterable {
  case memory, sqlite
}

/// The two stores of a server, which outlive it.
struct TestStores: Sendable {
  let conversations: TestConversations
  let log: TestLog

  /// Everything that was written to either.
  var effects: [String] { conversations.ledger.effects + log.ledger.effects }

  init(conversations: any ConversationStore, log: any StreamLog) {
    self.conversations = TestConversations(base: conversations)
    self.log = TestLog(base: log)
  }

  static func memory() -> TestStores {
    TestStores(conversations: MemoryConversationStore(), log: MemoryStreamLog(now: TestServer.now))
  }

  /// Lends stores; the folder of those that have one is removed behind.
  static func with<Value>(
    _ kind: StoreKind, _ body: (TestStores) async throws -> Value
  ) async throws -> Value {
    guard kind == .sqlite else { return try await body(memory()) }
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("holdfast-http-\(UInt64.random(in: 0...UInt64.max))").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let directory = try DataDirectory(path: path)
    return try await body(
      TestStores(
        conversations: try SQLiteConversationStore(directory: directory, durability: .process),
        log: try SQLiteStreamLog(directory: directory, durability: .process, now: TestServer.now)))
  }
}
