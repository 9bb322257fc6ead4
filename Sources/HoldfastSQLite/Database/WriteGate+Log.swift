import GRDB
import GRDBSQLite
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
  /// Learns of every commit how long the log is, in place of SQLite, which would write the log back by itself and say
  /// nothing when the disk fails at that.
  ///
  /// The gate must outlive all writes on the connection.
  func watchLog(of db: Database) {
    sqlite3_wal_hook(
      db.sqliteConnection,
      { gate, _, _, pages in
        guard let gate else { return SQLITE_OK }
        Unmanaged<WriteGate>.fromOpaque(gate).takeUnretainedValue().logPages.withLock { $0 = Int(pages) }
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Writes the log back when it is long, as far as readers allow, and whole when it has grown past its limit.
  ///
  /// SQLite begins the log anew at a moment without readers, when all of it is written back. When such a moment never
  /// comes the log grows, and only the limit stops it: then the readers that there are come to their end. When one of
  /// them takes too long, the next try is made after as much again.
  func boundLog(_ db: Database) {
    if logPages.withLock({ $0 >= DatabaseFile.checkpointPages }) {
      let isCaughtUp = checkpointer.advance { code in
        _ = self.note(DatabaseError(resultCode: ResultCode(rawValue: code)), at: .write)
      }
      // What was committed meanwhile is little, and with it written back SQLite begins the log anew.
      if isCaughtUp { try? checkpoint(db, .passive) }
    }
    guard logBytes > nextLogBytes.withLock({ $0 }) else { return }
    // The write that this follows has happened. An error of the disk closes the gate, and the next call learns of it.
    try? checkpoint(db, .truncate)
    let rest = logBytes
    nextLogBytes.withLock { $0 = rest + logLimitBytes }
  }

  /// Writes the log back; what readers hinder stays in it.
  func checkpoint(_ db: Database, _ mode: Database.CheckpointMode) throws {
    try checkIsOpen()
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
