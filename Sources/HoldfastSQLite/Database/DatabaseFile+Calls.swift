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

  /// Writes in one transaction, durable when the call returns.
  ///
  /// The call ignores cancellation. GRDB's own `write` interrupts a cancelled task's transaction, and when the
  /// cancellation meets the commit, the caller learns `CancellationError` of a write that happened. A write here takes
  /// milliseconds, so it runs to its end, and its true outcome is what the caller gets.
  ///
  /// - Throws: What the body throws, after a rollback; `StoreError`.
  func write<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withWriter { db, gate in try gate.transact(db, body) }
  }

  /// Makes one transaction after the other on the connection that writes, while there is something to write and nobody
  /// else waits to.
  ///
  /// - Parameter turn: Makes one transaction through the gate, and tells whether there may be more.
  func writeInTurn(_ turn: @escaping @Sendable (Database, WriteGate) -> Bool) async {
    // The turns themselves tell of their errors.
    try? await withWriter { [calls] db, gate in
      while turn(db, gate), calls.waiting == 1 {}  // the one is this call
    }
  }

  /// Proves that a commit goes through, and writes the log back as far as readers allow.
  func checkHealth() async throws {
    do {
      try await write { db in try db.run("UPDATE health SET checks = checks + 1 WHERE id = 1") }
      try await withWriter { db, gate in try gate.checkpoint(db, .passive) }
    } catch {
      // What poisoned the file may have been this check: what that means for the file counts, and not for the check.
      try gate.checkIsOpen()
      throw error
    }
  }

  /// What a statement answers on the connection that writes: of each row the first column, as text.
  ///
  /// For diagnosis and tests; outside the transactions that the stores make.
  package func answers(to sql: String) async throws -> [String] {
    try await withWriter { [name] db, _ in
      do {
        return try DatabaseValue.fetchAll(db, sql: sql).map { String.fromDatabaseValue($0) ?? $0.description }
      } catch {
        throw StoreError.meaning(of: error, in: name, at: .write)
      }
    }
  }

  /// Runs a body on the connection that writes, outside a transaction.
  ///
  /// The body must not hold on to the file: it is let go a moment after the caller goes on.
  func withWriter<Value: Sendable>(
    _ body: @escaping @Sendable (Database, WriteGate) throws -> Value
  ) async throws -> Value {
    calls.begin()
    defer { calls.end() }
    return try await withCheckedThrowingContinuation { continuation in
      pool.asyncWriteWithoutTransaction { [gate] db in
        continuation.resume(with: Result { try body(db, gate) })
      }
    }
  }
}
