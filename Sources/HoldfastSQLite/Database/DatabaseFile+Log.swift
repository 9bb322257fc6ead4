import GRDB
import HoldfastStores
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension DatabaseFile {
  /// Proves that a commit goes through, and writes the log back as far as readers allow.
  ///
  /// SQLite hides errors of the checkpoints that it makes by itself; here they are seen.
  func checkHealth() async throws {
    try await write { db in try db.execute(sql: "UPDATE health SET checks = checks + 1 WHERE id = 1") }
    try await withWriter { db in try self.checkpoint(db, .passive) }
  }

  /// Writes the log back whole when it has grown past its limit.
  ///
  /// SQLite writes back every ``checkpointPages`` as far as readers allow, and begins the log anew at a moment without
  /// readers. When such a moment never comes the log grows, and only this stops it: it lets the readers that there are
  /// come to their end. When one of them takes too long, the next try is made after as much again was written.
  func boundLog(_ db: Database) {
    let bytes = logBytes
    guard bytes > nextLogBytes.withLock({ $0 }) else { return }
    // The write that this follows has happened; an error here poisons, and is the next call's to report.
    try? checkpoint(db, .truncate)
    let rest = logBytes
    nextLogBytes.withLock { $0 = rest + logLimitBytes }
  }

  /// The size of the log.
  package var logBytes: Int {
    var status = stat()
    return stat(logPath, &status) == 0 ? Int(status.st_size) : 0
  }

  private func checkpoint(_ db: Database, _ mode: Database.CheckpointMode) throws {
    do {
      _ = try db.checkpoint(mode)
    } catch DatabaseError.SQLITE_BUSY, DatabaseError.SQLITE_LOCKED {
      // A reader is in the way. What is in the log is safe there.
    } catch {
      throw note(error, at: .write)
    }
  }
}
