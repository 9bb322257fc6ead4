import GRDB
import GRDBSQLite
import HoldfastModel
import Synchronization

/// The rows of running streams as their last appends left them, so that an append need not read what it wrote itself.
///
/// Used on the connection that writes, within its turn. What is held counts only while nobody has written since but those
/// who said what they touch: SQLite's own counters of this connection's changes and of those of others tell, so a write
/// that says nothing costs a look at the tables and never a wrong answer.
final class StreamRows: Sendable {
  private struct State {
    var rows: [StreamID: StreamRow] = [:]
    var changes: Int32 = -1
    var version: Int64 = -1
  }

  /// How many rows are held; beyond it all are forgotten.
  static let limit = 4096

  private let state = Mutex(State())

  /// How many rows are held, for tests.
  var count: Int { state.withLock(\.rows.count) }

  /// Runs a transaction, with what is held checked before it and valid after it.
  ///
  /// - Parameter streams: What the transaction changes otherwise than through ``put(_:)``.
  func transact<Value>(_ db: Database, touching streams: [StreamID] = [], _ body: () throws -> Value) throws
    -> Value
  {
    do {
      let version = try db.first("PRAGMA data_version", []) { try $0.integer() } ?? -1
      state.withLock { state in
        if state.version != version || state.changes != sqlite3_total_changes(db.sqliteConnection) {
          state.rows = [:]
        }
        state.version = version
        for stream in streams { state.rows[stream] = nil }
      }
      let value = try body()
      state.withLock { $0.changes = sqlite3_total_changes(db.sqliteConnection) }
      return value
    } catch {
      // What was put may not have been committed.
      state.withLock { $0.rows = [:] }
      throw error
    }
  }

  /// The row of a stream that must be there.
  func get(_ stream: StreamID, in db: Database) throws -> StreamRow {
    try state.withLock { $0.rows[stream] } ?? StreamRow.get(stream, in: db)
  }

  /// Holds a row as it is after a write that changed it.
  func put(_ row: StreamRow) {
    state.withLock { state in
      if state.rows.count >= Self.limit { state.rows = [:] }
      state.rows[row.stream] = row
    }
  }

  /// Lets go of a row.
  func drop(_ stream: StreamID) { state.withLock { $0.rows[stream] = nil } }
}
