import Foundation
import GRDB
import HoldfastStores

/// One SQLite database in WAL mode: one connection that writes, and a few that read beside it.
///
/// Every call runs on a queue of GRDB's, never on the threads that tasks run on. When the disk fails a write, the file
/// takes no further one; see ``WriteGate``.
package final class DatabaseFile: Sendable {
  /// The name of the file.
  package var name: String { gate.name }
  let pool: DatabasePool
  package let gate: WriteGate
  /// How many calls want to write, or do.
  let calls = WriteCalls()
  /// Keeps the directory locked.
  ///
  /// Declared after the pool, so that it is let go after it: connections close first.
  private let directory: DataDirectory

  /// How many reads go on at once; further ones wait.
  static let readers = 4
  /// How long to wait for another process, a backup say, that has the file locked.
  static let busySeconds: TimeInterval = 5
  /// The pages of the write-ahead log from which on it is written back as far as readers allow: 4 MiB.
  static let checkpointPages = 1000
  /// The size that the write-ahead log must not exceed for long.
  package static let defaultLogLimitBytes = 64 << 20
  /// How much of the file each connection keeps in memory.
  static let cacheKibibytes = 16 << 10

  /// Opens a file, makes it when there is none, and brings its tables up to date.
  ///
  /// Blocks meanwhile.
  ///
  /// - Throws: ``SchemaError``, ``DataDirectoryError``, `StoreError`.
  package init(
    _ schema: Schema, in directory: DataDirectory, durability: Durability,
    logLimitBytes: Int = DatabaseFile.defaultLogLimitBytes
  ) throws {
    let path = directory.path(of: schema.file)
    let gate = WriteGate(
      name: schema.file, path: path, logLimitBytes: logLimitBytes, durability: durability)
    do {
      try directory.makeFile(schema.file)
      pool = try DatabasePool(path: path, configuration: Self.configuration(schema))
      try pool.writeWithoutTransaction { db in
        try Self.setUpWriter(db, durability, logLimitBytes)
        try schema.migrate(db)
        gate.watchLog(of: db)
      }
      gate.checkpointer.open()
      try directory.sync()
    } catch {
      throw StoreError.meaning(of: error, in: schema.file, at: .write)
    }
    self.gate = gate
    self.directory = directory
  }

  /// Closes the connection that writes the log back, and leaves those of a poisoned file open, for as long as the process lives.
  ///
  /// The last one that closes would write the log back, and ask for the sync again that has failed.
  deinit {
    if gate.isPoisoned { _ = Unmanaged.passRetained(pool) } else { gate.checkpointer.close() }
  }

  private static func configuration(_ schema: Schema) -> Configuration {
    var configuration = Configuration()
    configuration.label = schema.file
    configuration.foreignKeysEnabled = false
    configuration.maximumReaderCount = readers
    configuration.busyMode = .timeout(busySeconds)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA cache_size = -\(cacheKibibytes)")
      // Before anything is written: GRDB turns to WAL after this.
      if !db.configuration.readonly { try schema.check(db) }
    }
    return configuration
  }

  /// GRDB leaves its writer at `synchronous = NORMAL`, so this comes after it.
  private static func setUpWriter(_ db: Database, _ durability: Durability, _ logLimitBytes: Int) throws {
    try db.execute(sql: "PRAGMA synchronous = \(durability.synchronous)")
    try db.execute(sql: "PRAGMA journal_size_limit = \(logLimitBytes)")
    let isWAL = try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal"
    guard try isWAL && Schema.pragma("synchronous", of: db) == durability.synchronous else {
      throw StoreError(.unavailable, "SQLite did not take the settings that make commits durable")
    }
  }
}
