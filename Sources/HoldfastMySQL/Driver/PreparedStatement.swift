#if MySQL
  import CMariaDB

  /// A statement that the server has parsed, of one connection and for its thread alone.
  final class PreparedStatement {
    private let handle: UnsafeMutablePointer<MYSQL_STMT>
    private let parameterCount: Int

    init(_ sql: String, on connection: UnsafeMutablePointer<MYSQL>) throws(MySQLFailure) {
      guard let handle = mysql_stmt_init(connection) else { throw .outOfMemory }
      self.handle = handle
      var sql = sql
      let code = sql.withUTF8 { text in
        text.withMemoryRebound(to: CChar.self) {
          mysql_stmt_prepare(handle, $0.baseAddress, UInt($0.count))
        }
      }
      parameterCount = Int(mysql_stmt_param_count(handle))
      guard code == 0 else { throw failure }
    }

    deinit { _ = mysql_stmt_close(handle) }

    /// Runs the statement, and answers how many rows it has changed.
    func run(_ values: [StatementValue]) throws(MySQLFailure) -> Int {
      try execute(values)
      let count = mysql_stmt_affected_rows(handle)
      return count > UInt64(Int.max) ? 0 : Int(count)
    }

    /// Runs the statement, and reads all its rows.
    func rows(_ values: [StatementValue]) throws(MySQLFailure) -> (names: [String], rows: [[StatementValue]])
    {
      try execute(values)
      defer { _ = mysql_stmt_free_result(handle) }
      guard let metadata = mysql_stmt_result_metadata(handle) else { return ([], []) }
      defer { mysql_free_result(metadata) }
      let fields = UnsafeBufferPointer(
        start: mysql_fetch_fields(metadata), count: Int(mysql_num_fields(metadata)))
      let columns = ResultColumns(fields)
      var bindings = columns.bindings
      guard mysql_stmt_bind_result(handle, &bindings) == 0, mysql_stmt_store_result(handle) == 0 else {
        throw failure
      }
      var rows: [[StatementValue]] = []
      while true {
        switch mysql_stmt_fetch(handle) {
        case 0, MYSQL_DATA_TRUNCATED:
          guard let row = columns.row(of: handle) else { throw failure }
          rows.append(row)
        case MYSQL_NO_DATA: return (columns.names, rows)
        default: throw failure
        }
      }
    }

    private func execute(_ values: [StatementValue]) throws(MySQLFailure) {
      precondition(values.count == parameterCount, "a statement has another number of values")
      let parameters = ParameterBuffer(values)
      var bindings = parameters.bindings
      let isDone = withExtendedLifetime(parameters) {
        mysql_stmt_bind_param(handle, &bindings) == 0 && mysql_stmt_execute(handle) == 0
      }
      guard isDone else { throw failure }
    }

    private var failure: MySQLFailure {
      MySQLFailure(
        code: mysql_stmt_errno(handle), state: String(cString: mysql_stmt_sqlstate(handle)),
        text: String(cString: mysql_stmt_error(handle)))
    }
  }
#endif
