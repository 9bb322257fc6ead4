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

extension WriteGate {
  /// Writes the log back whole when it has grown past its limit.
  ///
  /// SQLite writes back every ``DatabaseFile/checkpointPages`` as far as readers allow, and begins the log anew at a
  /// moment without readers. When such a moment never comes the log grows, and only this stops it: it lets the readers
  /// that there are come to their end. When one of them takes too long, the next try is made after as much again.
  func boundLog(_ db: Database) {
    guard logBytes > nextLogBytes.withLock({ $0 }) else { return }
    // The write that this follows has happened. An error of the disk closes the gate, and the next call learns of it.
    try? checkpoint(db, .truncate)
    let rest = logBytes
    nextLogBytes.withLock { $0 = rest + logLimitBytes }
  }

  /// Writes the log back; what readers hinder stays in it.
  ///
  /// SQLite hides errors of the checkpoints that it makes by itself; here they are seen.
  func checkpoint(_ db: Database, _ mode: Database.CheckpointMode) throws {
    do {
      _ = try db.checkpoint(mode)
    } catch DatabaseError.SQLITE_BUSY, DatabaseError.SQLITE_LOCKED {
      // What is in the log is safe there.
    } catch {
      throw note(error, at: .write)
    }
  }

  /// The size of the log.
  package var logBytes: Int {
    var status = stat()
    return stat(logPath, &status) == 0 ? Int(status.st_size) : 0
  }
}
