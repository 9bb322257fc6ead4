import GRDB
import HoldfastStores
import Synchronization

/// What every write to a file goes through.
///
/// When the disk fails a write, the gate closes: the file is poisoned, and takes no further write until the program
/// starts anew. For after a failed sync the system may hold as written what is not, and asking again would be answered
/// with success. Reads go on. A disk that is full fails no write: it takes none, and takes the next one when there is
/// room.
package final class WriteGate: Sendable {
  /// The name of the file.
  let name: String
  /// The path of SQLite's write-ahead log.
  package let logPath: String
  /// The size that the log must not exceed for long.
  let logLimitBytes: Int
  /// The size past which the log is written back whole.
  let nextLogBytes: Mutex<Int>
  /// How many pages the log has, of which the oldest may be written back already.
  let logPages = Mutex(0)
  /// What made the file take no more writes.
  private let poison = Mutex<String?>(nil)

  /// Writes the log back beside the writes.
  let checkpointer: Checkpointer

  init(name: String, path: String, logLimitBytes: Int, durability: Durability) {
    self.name = name
    checkpointer = Checkpointer(path: path, name: name, synchronous: durability.synchronous)
    logPath = path + "-wal"
    self.logLimitBytes = logLimitBytes
    nextLogBytes = Mutex(logLimitBytes)
  }

  /// Whether the disk has failed a write.
  var isPoisoned: Bool { poison.withLock { $0 != nil } }

  /// Runs a body in a transaction, and commits it.
  func transact<Value>(_ db: Database, _ body: (Database) throws -> Value) throws -> Value {
    // Judged here and not when the call came: the one before it may have failed since.
    try checkIsOpen()
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
    boundLog(db)
    return value
  }

  /// Refuses a write to a file that is poisoned.
  func checkIsOpen() throws(StoreError) {
    guard let cause = poison.withLock({ $0 }) else { return }
    throw StoreError(.poisoned, "no writes until the next start, for the disk failed one: \(cause)")
  }

  /// Rolls back what is left of a transaction, and finds the meaning of what went wrong in it.
  private func abandon(_ db: Database, after error: any Error, at phase: CallPhase) -> any Error {
    // An error of the rollback says nothing more: SQLite leaves the transaction in any case.
    try? db.rollback()
    return note(error, at: phase)
  }

  /// The meaning of an error of a write; one of the disk closes the gate.
  func note(_ error: any Error, at phase: CallPhase) -> any Error {
    let meaning = StoreError.meaning(of: error, in: name, at: phase)
    if StoreError.isOfTheDisk(error) {
      poison.withLock { $0 = $0 ?? (meaning as? StoreError)?.message ?? name }
    }
    return meaning
  }
}
