#if MySQL
  import CMariaDB

  /// One connection to a server, for one thread alone: its calls block.
  final class MySQLConnection {
    /// What kind of server it leads to.
    let kind: ServerKind
    /// When it was made.
    let openedAt: ContinuousClock.Instant
    /// By when the call that has the connection must have ended.
    var deadline: ContinuousClock.Instant

    private let handle: UnsafeMutablePointer<MYSQL>
    private let socket: ConnectionSocket
    private var statements: [String: PreparedStatement] = [:]
    /// What the server takes at once.
    ///
    /// Of Vitess it is what its parts say to each other at most, unless it is configured.
    private var maximumPacketBytes = 16 << 20

    /// Connects, and makes the settings of the connection.
    ///
    /// - Throws: ``MySQLFailure`` of the phase `connect`.
    init(
      to server: MySQLServer, _ configuration: MySQLConfiguration, socket: ConnectionSocket,
      until deadline: ContinuousClock.Instant
    ) throws(MySQLFailure) {
      handle = try Self.open(server, configuration, until: deadline)
      self.socket = socket
      self.deadline = deadline
      openedAt = .now
      kind = ServerKind(version: mysql_get_server_info(handle).map { String(cString: $0) } ?? "")
      socket.open(mysql_get_socket(handle))
      do {
        try prepareSession(configuration)
      } catch {
        var failure = error
        failure.phase = .connect
        throw failure
      }
    }

    deinit {
      statements.removeAll()
      socket.close()
      mysql_close(handle)
    }

    // MARK: Statements

    /// Runs a statement without values and without rows, as text.
    func command(_ sql: String) throws(MySQLFailure) {
      try checkTime()
      var sql = sql
      let code = sql.withUTF8 { text in
        text.withMemoryRebound(to: CChar.self) { mysql_real_query(handle, $0.baseAddress, UInt($0.count)) }
      }
      guard code == 0 else { throw MySQLFailure(of: handle) }
    }

    /// Runs a statement, and answers how many rows it has changed.
    @discardableResult
    func run(_ sql: String, _ values: [StatementValue] = []) throws(MySQLFailure) -> Int {
      try prepared(sql, values).run(values)
    }

    /// What the first row of a statement says; `nil` when there is none.
    func first<Value>(
      _ sql: String, _ values: [StatementValue] = [], _ read: (inout ColumnReader) throws -> Value
    ) throws -> Value? {
      let (names, rows) = try prepared(sql, values).rows(values)
      return try rows.first.map { row in
        var columns = ColumnReader(row, names)
        return try read(&columns)
      }
    }

    /// What each row of a statement says.
    func all<Value>(
      _ sql: String, _ values: [StatementValue] = [], _ read: (inout ColumnReader) throws -> Value
    ) throws -> [Value] {
      let (names, rows) = try prepared(sql, values).rows(values)
      return try rows.map { row in
        var columns = ColumnReader(row, names)
        return try read(&columns)
      }
    }

    /// Whether a statement answers any row.
    func exists(_ sql: String, _ values: [StatementValue]) throws(MySQLFailure) -> Bool {
      try !prepared(sql, values).rows(values).rows.isEmpty
    }

    // MARK: Details

    private func prepared(
      _ sql: String, _ values: [StatementValue]
    ) throws(MySQLFailure) -> PreparedStatement {
      try checkTime()
      // A server that is sent too much closes the connection, and sometimes before it says why.
      let size = values.reduce(1024) { $0 + $1.byteCount + 16 }
      guard size <= maximumPacketBytes else { throw .tooLarge }
      if let statement = statements[sql] { return statement }
      let statement = try PreparedStatement(sql, on: handle)
      statements[sql] = statement
      return statement
    }

    private func checkTime() throws(MySQLFailure) {
      guard ContinuousClock.now < deadline else { throw .overdue }
    }

    private func prepareSession(_ configuration: MySQLConfiguration) throws(MySQLFailure) {
      for setting in SessionSettings.statements(for: kind, configuration) { try command(setting) }
      if kind == .vitess { return }
      let rows = try prepared(SessionSettings.packetSize, []).rows([]).rows
      if case .integer(let bytes)? = rows.first?.first { maximumPacketBytes = Int(bytes) }
    }
  }
#endif
