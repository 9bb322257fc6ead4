import GRDB
import HoldfastStores

extension DatabaseFile {
  /// Reads from one state of the file, which holds every write that returned before.
  ///
  /// A cancelled task ends the read with `CancellationError`.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    do {
      return try await pool.read(body)
    } catch {
      throw StoreError.meaning(of: error, in: name, at: .read)
    }
  }

  /// The value of a setting of the connection that writes, or what setting it answers.
  package func pragma(_ text: String) async throws -> String? {
    try await withWriter { db in
      let value = try Row.fetchOne(db, sql: "PRAGMA \(text)")?[0] as DatabaseValue?
      return value.map { $0.description }
    }
  }
}
