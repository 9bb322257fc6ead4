import GRDB
import HoldfastStores
import Synchronization

extension DatabaseFile {
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
    try await withWriter { db in
      // Judged here and not before: a write that waited may follow the one that failed.
      try self.checkWritable()
      let value = try self.transact(db, body)
      self.boundLog(db)
      return value
    }
  }

  /// Runs a body on the connection that writes, outside a transaction.
  func withWriter<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      pool.asyncWriteWithoutTransaction { db in
        continuation.resume(with: Result { try body(db) })
      }
    }
  }

  private func transact<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value {
    let value: Value
    do {
      try db.beginTransaction(.immediate)
      value = try body(db)
    } catch {
      throw abandon(db, after: error, at: .write)
    }
    do {
      try db.commit()
    } catch {
      throw abandon(db, after: error, at: .commit)
    }
    return value
  }

  /// Rolls back what is left of a transaction, and finds the meaning of what went wrong in it.
  private func abandon(_ db: Database, after error: any Error, at phase: CallPhase) -> any Error {
    // An error of the rollback says nothing more: SQLite leaves the transaction in any case.
    try? db.rollback()
    return note(error, at: phase)
  }

  /// The meaning of an error of a write; one of the disk poisons the file.
  func note(_ error: any Error, at phase: CallPhase) -> any Error {
    let meaning = StoreError.meaning(of: error, in: name, at: phase)
    if StoreError.isOfTheDisk(error) {
      poison.withLock { $0 = $0 ?? (meaning as? StoreError)?.message ?? name }
    }
    return meaning
  }

  /// Whether the disk failed a write, so that the file takes no more of them.
  package var isPoisoned: Bool { poison.withLock { $0 != nil } }

  private func checkWritable() throws {
    guard let cause = poison.withLock({ $0 }) else { return }
    throw StoreError(.unavailable, "no writes until the next start, for the disk failed one: \(cause)")
  }
}
