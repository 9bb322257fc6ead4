#if MySQL
  /// The place of one connection in a pool: for one thread alone, which makes it when a call needs it.
  final class ConnectionSlot {
    private let server: MySQLServer
    private let configuration: MySQLConfiguration
    private let socket: ConnectionSocket
    private var connection: MySQLConnection?
    private var maximumAge = Duration.zero

    init(_ server: MySQLServer, _ configuration: MySQLConfiguration, socket: ConnectionSocket) {
      self.server = server
      self.configuration = configuration
      self.socket = socket
    }

    /// The connection, made anew when there is none or it is too old.
    ///
    /// - Throws: ``MySQLFailure`` of the phase `connect`.
    func connected(until deadline: ContinuousClock.Instant) throws(MySQLFailure) -> MySQLConnection {
      if let connection, .now - connection.openedAt < maximumAge {
        connection.deadline = deadline
        return connection
      }
      connection = nil
      let new = try MySQLConnection(to: server, configuration, socket: socket, until: deadline)
      connection = new
      // Not all at once: those that were made together would all be made anew together.
      maximumAge = configuration.connectionAge * Double.random(in: 0.8...1)
      return new
    }

    /// Closes the connection, whose state is unknown.
    func discard() { connection = nil }

    /// Runs a call within its time.
    func withTime<Value>(
      until deadline: ContinuousClock.Instant, _ body: () throws -> Value
    ) throws -> Value {
      socket.begin(until: deadline)
      defer { socket.end() }
      return try body()
    }
  }
#endif
