import GRDB

/// Runs statements that are prepared once per connection.
///
/// GRDB's own way, through arrays of arguments and rows with names, costs more than SQLite itself does for a small
/// write. These bind and read in place instead, which takes about a quarter off an append.
extension Database {
  /// What stands for a `?`: a number, text or bytes; `nil` for NULL.
  typealias Values = [(any StatementBinding)?]

  /// Runs a statement that answers nothing.
  func run(_ sql: String, _ values: Values = []) throws {
    let statement = try prepared(sql, values)
    try statement.execute()
    statement.forgetValues()
  }

  /// What the first row of a statement says; `nil` when there is none.
  ///
  /// Its first column must not be NULL.
  func first<Value>(
    _ sql: String, _ values: Values, _ read: (inout ColumnReader) throws -> Value
  ) throws -> Value? {
    let statement = try prepared(sql, values)
    let rows = try CurrentRow.fetchCursor(statement)
    return try rows.next().map { row in
      var columns = ColumnReader(row, of: statement)
      return try withExtendedLifetime(rows) { try read(&columns) }
    }
  }

  /// What each row of a statement says.
  ///
  /// Its first column must not be NULL.
  func all<Value>(
    _ sql: String, _ values: Values, _ read: (inout ColumnReader) throws -> Value
  ) throws -> [Value] {
    let statement = try prepared(sql, values)
    let rows = try CurrentRow.fetchCursor(statement)
    var answers: [Value] = []
    while let row = try rows.next() {
      var columns = ColumnReader(row, of: statement)
      answers.append(try read(&columns))
    }
    return answers
  }

  /// Whether a statement answers any row.
  func exists(_ sql: String, _ values: Values) throws -> Bool {
    try first(sql, values) { _ in true } ?? false
  }

  private func prepared(_ sql: String, _ values: Values) throws -> Statement {
    let statement = try cachedStatement(sql: sql)
    statement.forgetValues()
    for (index, value) in zip(Int32(1)..., values) {
      guard let value else { continue }
      let code = value.bind(to: statement.sqliteStatement, at: index)
      guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
    return statement
  }
}

extension Statement {
  /// Makes the statement ready for new values, and gives back the memory of the last ones.
  ///
  /// GRDB drops a statement that failed from its cache, so this never meets one.
  fileprivate func forgetValues() { setUncheckedArguments([]) }
}

/// The row that a statement stands at, valid until the statement goes on.
struct CurrentRow: DatabaseValueConvertible, StatementColumnConvertible {
  let pointer: SQLiteStatement

  init(sqliteStatement: SQLiteStatement, index: Int32) { pointer = sqliteStatement }

  /// A row is no value of a column.
  static func fromDatabaseValue(_ value: DatabaseValue) -> CurrentRow? { nil }

  /// A row is no value of a column.
  var databaseValue: DatabaseValue { .null }
}
