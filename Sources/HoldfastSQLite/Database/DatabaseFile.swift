import Foundation
import GRDB
import HoldfastStores
import Synchronization

/// One SQLite database in WAL mode: one connection that writes, and a few that read beside it.
///
/// Every call runs on a queue of GRDB's, never on the threads that tasks run on. When the disk fails a write, the file
/// is poisoned: it takes no further write until the program starts anew, for after a failed sync the system may hold
/// as written what is not, and asking again would be answered with success. Reads go on.
package final class DatabaseFile: Sendable {
  /// The name of the file.
  package let name: String
  let pool: DatabasePool
  /// The path of SQLite's write-ahead log.
  let logPath: String
  /// How large that log may grow before it is written back whole.
  let logLimitBytes: Int
  /// What made the file take no more writes.
  let poison = Mutex<String?>(nil)
  /// The size past which the next try at writing the log back is made.
  let nextLogBytes: Mutex<Int>

  /// How many reads go on at once; further ones wait.
  static let readers = 4
  /// How long to wait for another process, a backup say, that has the file locked.
  static let busySeconds: TimeInterval = 5
  /// The pages of the log after which SQLite writes back what it can: 4 MiB.
  static let checkpointPages = 1000
  /// The size that the log must not exceed for long.
  package static let defaultLogLimitBytes = 64 << 20
  /// How much of the file each connection keeps in memory.
  static let cacheKibibytes = 16 << 10

  /// Opens a file, makes it when there is none, and brings its tables up to date. Blocks meanwhile.
  ///
  /// - Throws: ``SchemaError``, ``DataDirectoryError``, `StoreError`.
  package init(
    _ schema: Schema, in directory: DataDirectory, durability: Durability,
    logLimitBytes: Int = DatabaseFile.defaultLogLimitBytes
  ) throws {
    name = schema.file
    let path = directory.path(of: schema.file)
    logPath = path + "-wal"
    self.logLimitBytes = logLimitBytes
    nextLogBytes = Mutex(logLimitBytes)
    do {
      try directory.makeFile(schema.file)
      pool = try DatabasePool(path: path, configuration: Self.configuration(schema, directory))
      try pool.writeWithoutTransaction { db in
        try Self.setUpWriter(db, durability, logLimitBytes)
        try schema.migrate(db)
      }
      try directory.sync()
    } catch {
      throw StoreError.meaning(of: error, in: schema.file, at: .write)
    }
  }

  private static func configuration(_ schema: Schema, _ directory: DataDirectory) -> Configuration {
    var configuration = Configuration()
    configuration.label = schema.file
    configuration.foreignKeysEnabled = false
    configuration.maximumReaderCount = readers
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { db in
      // A connection keeps its configuration, and so the lock of the directory, until it is closed.
      try withExtendedLifetime(directory) {
        try db.execute(sql: "PRAGMA trusted_schema = OFF")
        try db.execute(sql: "PRAGMA cell_size_check = ON")
        try db.execute(sql: "PRAGMA cache_size = -\(cacheKibibytes)")
        // Before anything is written: GRDB turns to WAL after this.
        if !db.configuration.readonly { try schema.check(db) }
      }
    }
    return configuration
  }

  /// GRDB leaves its writer at `synchronous = NORMAL`, so this comes after it.
  private static func setUpWriter(_ db: Database, _ durability: Durability, _ logLimitBytes: Int) throws {
    try db.execute(sql: "PRAGMA synchronous = \(durability.synchronous)")
    try db.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
    try db.execute(sql: "PRAGMA journal_size_limit = \(logLimitBytes)")
    let isWAL = try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal"
    guard try isWAL && Schema.pragma("synchronous", of: db) == durability.synchronous else {
      throw StoreError(.unavailable, "SQLite did not take the settings that make commits durable")
    }
  }
}
