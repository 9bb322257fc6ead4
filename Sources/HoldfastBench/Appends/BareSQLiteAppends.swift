import Foundation
import GRDBSQLite

/// The floor of durable appends: one thread that fills transactions with the rows of the stream log, and does nothing
/// else.
package struct BareSQLiteAppends {
  private let path: String
  private let batch: Int
  private let bytes: Int

  /// Prepares a database in a folder.
  ///
  /// - Parameters:
  ///   - batch: How many appends share a transaction.
  ///   - bytes: What an append holds.
  package init(directory: String, batch: Int, bytes: Int) {
    path = "\(directory)/bare-\(MonotonicTime.now()).sqlite"
    self.batch = batch
    self.bytes = bytes
  }

  /// Appends for a time, on a thread of its own, and removes the database.
  ///
  /// - Throws: ``LoadError`` when SQLite refuses.
  package func run(for duration: Duration) async throws -> AppendResult {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try runBlocking(for: duration) }) }
    }
  }

  private func runBlocking(for duration: Duration) throws -> AppendResult {
    var connection: OpaquePointer?
    guard sqlite3_open(path, &connection) == SQLITE_OK, let connection else {
      throw LoadError("\(path) could not be opened")
    }
    defer {
      sqlite3_close(connection)
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    }
    func execute(_ sql: String) throws {
      guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
        throw LoadError("SQLite refused: \(sql)")
      }
    }
    func statement(_ sql: String) throws -> OpaquePointer {
      var statement: OpaquePointer?
      guard sqlite3_prepare_v2(connection, sql, -1, &statement, nil) == SQLITE_OK, let statement else {
        throw LoadError("SQLite refused: \(sql)")
      }
      return statement
    }
    try execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384")
    // The tables that the stream log changes with every append.
    try execute(
      """
      CREATE TABLE tails (number INTEGER NOT NULL PRIMARY KEY, lease_until INTEGER NOT NULL, length INTEGER NOT NULL,
        seal BLOB NOT NULL, writes INTEGER NOT NULL, first_write INTEGER, last_write INTEGER, stride INTEGER) STRICT;
      CREATE TABLE writes (id INTEGER NOT NULL PRIMARY KEY, number INTEGER NOT NULL, first INTEGER NOT NULL,
        count INTEGER NOT NULL, previous INTEGER, stride INTEGER, frames BLOB NOT NULL) STRICT;
      """)
    for number in 1...batch {
      try execute("INSERT INTO tails VALUES (\(number), 0, 0, zeroblob(24), 0, NULL, NULL, NULL)")
    }
    let insert = try statement(
      "INSERT INTO writes (number, first, count, previous, stride, frames) VALUES (?, ?, 1, ?, NULL, ?)")
    let update = try statement(
      "UPDATE tails SET lease_until = ?, length = ?, writes = ?, last_write = ? WHERE number = ?")
    let (begin, commit) = (try statement("BEGIN IMMEDIATE"), try statement("COMMIT"))
    defer { for statement in [insert, update, begin, commit] { sqlite3_finalize(statement) } }
    func step(_ statement: OpaquePointer) throws {
      guard sqlite3_step(statement) == SQLITE_DONE else { throw LoadError("SQLite failed a step") }
      sqlite3_reset(statement)
    }
    var last = [Int64](repeating: 0, count: batch)
    // What the log's packs add to the data of a frame: its length and its seal.
    let pack = [UInt8](repeating: 120, count: bytes + 28)
    let (start, end) = (ContinuousClock.now, ContinuousClock.now + duration)
    var commits = 0
    while ContinuousClock.now < end {
      try step(begin)
      for number in 0..<batch {
        sqlite3_bind_int64(insert, 1, Int64(number + 1))
        sqlite3_bind_int64(insert, 2, Int64(commits))
        sqlite3_bind_int64(insert, 3, last[number])
        try pack.withUnsafeBytes { bytes in
          sqlite3_bind_blob(insert, 4, bytes.baseAddress, Int32(bytes.count), nil)
          try step(insert)
        }
        last[number] = sqlite3_last_insert_rowid(connection)
        sqlite3_bind_int64(update, 1, MonotonicTime.now() / 1_000_000)
        sqlite3_bind_int64(update, 2, Int64(commits + 1))
        sqlite3_bind_int64(update, 3, Int64(commits + 1))
        sqlite3_bind_int64(update, 4, last[number])
        sqlite3_bind_int64(update, 5, Int64(number + 1))
        try step(update)
      }
      try step(commit)
      commits += 1
    }
    return AppendResult(
      name: "bare SQLite", appends: commits * batch, commits: commits,
      seconds: (ContinuousClock.now - start) / .seconds(1))
  }
}
