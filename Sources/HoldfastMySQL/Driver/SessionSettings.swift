#if MySQL
  /// What is set for every connection when it is made.
  ///
  /// - `sql_mode`: a value that does not fit is an error, on every server and whatever its own mode is, and never cut.
  /// - The isolation level: the lock of the session's row makes transactions serial, so nothing above READ COMMITTED is
  ///   needed, and it locks no gaps between rows, over which transactions of different sessions would meet in deadlocks.
  /// - `innodb_lock_wait_timeout`: one session that is stuck must not hold a connection for InnoDB's 50 s.
  /// - `lock_wait_timeout`: a change of a table that waits for a transaction to end keeps everybody else from
  ///   it; neither waits for the hours that servers give them.
  /// - `idle_transaction_timeout` (MariaDB alone has it): a node that is paused inside a transaction loses it, and with it
  ///   the session's lock.
  /// - `time_zone`: no statement asks for the time; this is for whoever reads a log.
  ///
  /// Vitess gets none of them: it answers `sql_mode` and the isolation by taking a connection of its pool out for this one
  /// alone, and ignores the lock timeout. MySQL's own mode is strict; under its REPEATABLE READ the rules hold as well, for a
  /// snapshot is taken at the first read without a lock, which comes after the lock of the session's row.
  enum SessionSettings {
    /// Asks how much the server takes at once.
    static let packetSize = "SELECT CAST(@@max_allowed_packet AS SIGNED)"

    /// The statements for a server.
    static func statements(for kind: ServerKind, _ configuration: MySQLConfiguration) -> [String] {
      if kind == .vitess { return [] }
      let lockSeconds = max(1, configuration.lockTimeout.components.seconds)
      let common = [
        """
        SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00',
          innodb_lock_wait_timeout = \(lockSeconds), lock_wait_timeout = \(lockSeconds)
        """,
        "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
      ]
      guard kind == .mariadb else { return common }
      let idleSeconds = max(1, configuration.callTimeout.components.seconds)
      return common + ["SET SESSION idle_transaction_timeout = \(idleSeconds)"]
    }
  }
#endif
