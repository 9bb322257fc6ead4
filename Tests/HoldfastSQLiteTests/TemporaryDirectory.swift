import Foundation
import HoldfastModel
import HoldfastSQLite
import Synchronization

/// Runs a body with the path of a directory that does not exist yet, and removes what is there afterwards.
func withTemporaryPath(_ body: (String) async throws -> Void) async throws {
  let path = FileManager.default.temporaryDirectory.path + "/holdfast-sqlite-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: path) }
  try await body(path)
}

/// Runs a body with a stream log in a directory of its own.
func withStreamLog(
  durability: Durability = .process, _ body: (SQLiteStreamLog, TestTime) async throws -> Void
) async throws {
  try await withTemporaryPath { path in
    let time = TestTime()
    try await body(try openStreamLog(path, durability: durability, time: time), time)
  }
}

/// Runs a body with a conversation store in a directory of its own.
func withConversationStore(_ body: (SQLiteConversationStore) async throws -> Void) async throws {
  try await withTemporaryPath { path in try await body(try openConversationStore(path)) }
}

/// Opens the stream log of a directory.
func openStreamLog(
  _ path: String, durability: Durability = .process, time: TestTime = TestTime()
) throws -> SQLiteStreamLog {
  try SQLiteStreamLog(directory: DataDirectory(path: path), durability: durability) { time.now }
}

/// Opens the conversation store of a directory.
func openConversationStore(
  _ path: String, durability: Durability = .process
) throws -> SQLiteConversationStore {
  try SQLiteConversationStore(directory: DataDirectory(path: path), durability: durability)
}

/// A time that passes when it is told to.
final class TestTime: Sendable {
  private let time = Mutex(Timestamp(milliseconds: 1_700_000_000_000))

  var now: Timestamp { time.withLock { $0 } }

  func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
}
