import Foundation
package import HoldfastSQLite
import HoldfastModel

/// A stream log that is there for one measurement.
package enum BenchLog {
  /// Makes a log in a folder of its own, and removes both.
  ///
  /// - Throws: What the log or the body threw.
  package static func withTemporary<Value>(
    in directory: String, _ body: (SQLiteStreamLog) async throws -> Value
  ) async throws -> Value {
    let path = "\(directory)/bench-\(MonotonicTime.now())"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let log = try SQLiteStreamLog(directory: DataDirectory(path: path), durability: .power) {
      Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
    return try await body(log)
  }
}
