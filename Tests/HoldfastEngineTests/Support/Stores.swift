import Foundation
import HoldfastSQLite
import HoldfastStores

/// The stores of a test, and their clock.
struct Stores: Sendable {
  var conversations: any ConversationStore
  var log: any StreamLog
  var time: TestTime

  /// Stores that live in memory and hold nothing.
  static func inMemory() -> Stores {
    let time = TestTime()
    return Stores(conversations: MemoryConversationStore(), log: MemoryStreamLog { time.now }, time: time)
  }
}

/// Each kind of store that the engine must keep its promises on.
enum StoreKind: String, CaseIterable, Sendable {
  case memory
  case sqlite

  /// Calls with stores of this kind that hold nothing.
  func withStores<Value>(_ body: (Stores) async throws -> Value) async throws -> Value {
    switch self {
    case .memory: return try await body(.inMemory())
    case .sqlite:
      let path = FileManager.default.temporaryDirectory.appending(
        path: "holdfast-engine-\(UUID().uuidString)"
      ).path
      defer { try? FileManager.default.removeItem(atPath: path) }
      let time = TestTime()
      let directory = try DataDirectory(path: path)
      let stores = Stores(
        conversations: try SQLiteConversationStore(directory: directory, durability: .process),
        log: try SQLiteStreamLog(directory: directory, durability: .process) { time.now }, time: time)
      return try await body(stores)
    }
  }
}
