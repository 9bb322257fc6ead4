import GRDB
import GRDBSQLite

/// Runs the two statements of an append straight through SQLite: what GRDB does around a statement, for observers that
/// there are none of, costs as much as the statement.
extension Database {
  /// What stands for each `?` of a statement, from 1.
  struct Binder {
    fileprivate let statement: SQLiteStatement
    fileprivate(set) var code = SQLITE_OK

    /// Binds whole numbers from the first place on.
    mutating func bind(_ values: Int...) {
      for (index, value) in values.enumerated() {
        note(sqlite3_bind_int64(statement, Int32(index + 1), Int64(value)))
      }
    }

    /// Binds a whole number, or NULL.
    mutating func bind(_ value: Int64?, at place: Int32) {
      note(value.map { sqlite3_bind_int64(statement, place, $0) } ?? sqlite3_bind_null(statement, place))
    }

    /// Binds bytes, which SQLite copies.
    mutating func bind(_ bytes: [UInt8], at place: Int32) {
      note(
        bytes.withUnsafeBytes { bytes in
          // SQLITE_TRANSIENT.
          let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
          return bytes.isEmpty
            ? sqlite3_bind_zeroblob(statement, place, 0)
            : sqlite3_bind_blob(statement, place, bytes.baseAddress, Int32(bytes.count), copy)
        })
    }

    private mutating func note(_ code: Int32) { if self.code == SQLITE_OK { self.code = code } }
  }

  /// Runs a statement that answers nothing, prepared once per connection.
  ///
  /// - Parameter bind: Binds every place.
  /// - Throws: SQLite's error.
  func step(_ sql: String, _ bind: (inout Binder) -> Void) throws {
    let statement = try cachedStatement(sql: sql).sqliteStatement
    var binder = Binder(statement: statement)
    bind(&binder)
    let code = binder.code == SQLITE_OK ? sqlite3_step(statement) : binder.code
    guard code == SQLITE_DONE else {
      // Read before the reset, which tells the error again.
      let message = String(cString: sqlite3_errmsg(sqliteConnection))
      sqlite3_reset(statement)
      throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
    sqlite3_reset(statement)
  }
}
