#if MySQL
  /// One server, and how to come into one of its databases.
  public struct MySQLServer: Sendable, Hashable {
    /// Where a server listens.
    public enum Address: Sendable, Hashable {
      /// At a port of a host, by name or number.
      case network(host: String, port: Int)
      /// At a Unix socket.
      case socket(path: String)
    }

    /// Where it listens.
    public var address: Address
    /// Who we are to it.
    public var user: String
    /// What proves that.
    public var password: MySQLPassword
    /// The database, which exists already.
    public var database: String
    /// How the connections are protected.
    public var encryption: MySQLEncryption

    /// Describes a server.
    public init(
      address: Address, user: String, password: MySQLPassword = MySQLPassword(""), database: String,
      encryption: MySQLEncryption
    ) {
      self.address = address
      self.user = user
      self.password = password
      self.database = database
      self.encryption = encryption
    }
  }

  extension MySQLServer: CustomStringConvertible {
    /// The address and the database, without the user and the password.
    public var description: String {
      switch address {
      case .network(let host, let port): "\(host):\(port)/\(database)"
      case .socket(let path): "\(path)/\(database)"
      }
    }
  }
#endif
