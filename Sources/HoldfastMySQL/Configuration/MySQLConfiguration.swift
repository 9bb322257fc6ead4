#if MySQL
  /// What a ``MySQLConversationStore`` needs to know.
  public struct MySQLConfiguration: Sendable, Hashable {
    /// How many connections a store may have.
    public static let allowedConnections = 1...64

    /// The server that takes the writes.
    public var primary: MySQLServer
    /// A server that follows the primary, for the reads that need not see the last writes.
    public var replica: MySQLServer?
    /// The most connections to the primary, each with a thread of its own; they are made as calls need them.
    public var connections = 8
    /// The most connections to the replica.
    public var replicaConnections = 2
    /// The most calls that wait for a connection; one more is answered with `unavailable`.
    public var waitingCalls = 256
    /// For how long a call waits for a connection before it is answered with `unavailable`.
    public var waitTimeout = Duration.seconds(2)
    /// For how long a call may take from the moment it has a connection, with all that it repeats.
    public var callTimeout = Duration.seconds(10)
    /// For how long a migration may take: a new index of a large table is made of all of its rows.
    public var migrationTimeout = Duration.seconds(60 * 60)
    /// For how long a connection may take to be made.
    public var connectTimeout = Duration.seconds(5)
    /// For how long a statement waits for a row or a table that is locked, in whole seconds.
    public var lockTimeout = Duration.seconds(2)
    /// After how long a connection is replaced by a new one: PlanetScale cuts those that are older than 24 h.
    public var connectionAge = Duration.seconds(4 * 60 * 60)

    /// A configuration with the defaults for everything but the servers.
    public init(primary: MySQLServer, replica: MySQLServer? = nil) {
      self.primary = primary
      self.replica = replica
    }
  }
#endif
