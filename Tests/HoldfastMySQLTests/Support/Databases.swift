#if MySQL
  import HoldfastMySQL
  import TestServers

  /// Runs a body with a store in a database of its own, which has its tables.
  ///
  /// - Parameters:
  ///   - server: The server; the one that tests share, unless one has to be harmed.
  ///   - change: Changes the configuration.
  func withStore(
    on server: MariaDBProcess? = nil, _ change: (inout MySQLConfiguration) -> Void = { _ in },
    _ body: (MySQLConversationStore, Database) async throws -> Void
  ) async throws {
    let server = try server ?? .shared()
    let database = Database(server: server, name: try server.makeDatabase())
    var configuration = try database.configuration()
    change(&configuration)
    let store = MySQLConversationStore(configuration: configuration)
    try await store.migrate()
    // Tests wait for processes and locks, on threads of their own.
    try await withTaskExecutorPreference(BlockingExecutor.shared) { try await body(store, database) }
  }

  /// A database of a test's own.
  struct Database: Sendable {
    let server: MariaDBProcess
    let name: String

    /// How to come into it.
    func configuration(_ options: String...) throws -> MySQLConfiguration {
      try MySQLConfiguration(url: server.url(of: name, options: options))
    }

    /// Runs statements in it as root.
    @discardableResult
    func execute(_ sql: String) throws -> String { try server.execute(sql, in: name) }

    /// Waits until as many statements wait for a lock.
    func waitForWaiting(_ count: Int = 1) throws {
      try Deadline.step.poll("a statement that waits for a lock", every: 20_000) {
        try waiting().count >= count ? () : nil
      }
    }

    /// The connections whose statements wait for a lock, which is all that takes one of ours so long.
    ///
    /// InnoDB's own list of waiting transactions would say it outright, but is not renewed while it is asked for often.
    func waiting() throws -> [String] {
      try execute(
        """
        SELECT id FROM information_schema.processlist
        WHERE db = '\(name)' AND user = 'holdfast' AND command = 'Execute' AND time_ms > 300
        """
      ).split(separator: "\n").map { String($0) }
    }
  }
#endif
