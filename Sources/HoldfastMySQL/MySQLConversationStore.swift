#if MySQL
  import HoldfastModel
  public import HoldfastStores

  /// The conversation store on MySQL 8, MariaDB 10.11 or PlanetScale.
  ///
  /// Every write about a session is one transaction that first locks the session's row, so calls about a
  /// session are serial whichever node they come from, and durable when they return as far as the server is
  /// (``durabilityShortfalls()``). So is every write about a principal's quota with the row of its account;
  /// no transaction touches both. Calls block threads of their own and never the callers'. A call that is
  /// cancelled while it waits for a connection throws `CancellationError` and has written nothing; one that
  /// runs goes on to its end, and its true outcome is what the caller gets.
  ///
  /// All reads go to the primary, but for the lists of what is left to do
  /// (``openClaims(createdBefore:after:limit:)``, ``pointedSessions(changedBefore:after:limit:)``,
  /// ``outstandingReservations(expiringBefore:limit:)``): they find what is old, and whoever acts on them
  /// asks again.
  public final class MySQLConversationStore: ConversationStore {
    let primary: ConnectionPool
    let replica: ConnectionPool?
    let configuration: MySQLConfiguration

    /// Makes a store; connects when the first call comes.
    public init(configuration: MySQLConfiguration) {
      self.configuration = configuration
      primary = ConnectionPool(
        configuration.primary, connections: configuration.connections, configuration)
      replica = configuration.replica.map {
        ConnectionPool($0, connections: configuration.replicaConnections, configuration)
      }
    }

    /// Takes no more calls, lets those that run come to their end, and closes all connections.
    ///
    /// To be called before the process ends.
    public func close() async {
      await primary.close()
      await replica?.close()
    }

    /// Proves that the primary takes writes.
    ///
    /// - Throws: `StoreError`.
    public func checkHealth() async throws {
      _ = try await writeOne { db in
        try db.run(
          "INSERT INTO holdfast_health (id, checks) VALUES (1, 1) ON DUPLICATE KEY UPDATE checks = checks + 1"
        )
      }
    }
  }
#endif
