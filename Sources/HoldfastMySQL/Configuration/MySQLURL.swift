#if MySQL
  import Foundation

  /// A URL that names a server, taken apart.
  struct MySQLURL {
    private static let knownOptions: Set<String> = ["tls", "ssl_ca", "socket", "connections"]
    private static let defaultPort = 3306

    private let parts: URLComponents
    private var options: [String: String] = [:]

    init(_ text: String) throws(MySQLConfigurationError) {
      // No message repeats any of the text: what is malformed may hold the password anywhere.
      guard let parts = URLComponents(string: text), parts.scheme == "mysql" else {
        throw MySQLConfigurationError(
          "the URL is not of the form mysql://user:password@host:port/database; "
            + "characters like @, : and / in a user or a password are written as %40, %3A and %2F")
      }
      self.parts = parts
      guard parts.fragment == nil else {
        throw MySQLConfigurationError("the mysql:// URL has a fragment; a # in it is written as %23")
      }
      for item in parts.queryItems ?? [] {
        guard Self.knownOptions.contains(item.name) else {
          throw MySQLConfigurationError(
            "the mysql:// URL has an unknown option; there are "
              + Self.knownOptions.sorted().joined(separator: ", "))
        }
        guard options.updateValue(item.value ?? "", forKey: item.name) == nil else {
          throw MySQLConfigurationError("the mysql:// URL has the option \(item.name) twice")
        }
      }
    }

    /// The server that it names.
    func server() throws(MySQLConfigurationError) -> MySQLServer {
      guard let user = parts.user, !user.isEmpty else {
        throw MySQLConfigurationError("the mysql:// URL names no user")
      }
      let database = String(parts.path.dropFirst())
      guard !database.isEmpty, !database.contains("/") else {
        throw MySQLConfigurationError("the mysql:// URL names no database: it ends with /database")
      }
      let address = try address()
      return MySQLServer(
        address: address, user: user, password: MySQLPassword(parts.password ?? ""), database: database,
        encryption: try encryption(to: address))
    }

    /// How many connections it asks for.
    func connections() throws(MySQLConfigurationError) -> Int? {
      guard let text = options["connections"] else { return nil }
      guard let count = Int(text), MySQLConfiguration.allowedConnections.contains(count) else {
        let range = MySQLConfiguration.allowedConnections
        throw MySQLConfigurationError(
          "connections in the mysql:// URL must be \(range.lowerBound) to \(range.upperBound)")
      }
      return count
    }

    private func address() throws(MySQLConfigurationError) -> MySQLServer.Address {
      if let path = options["socket"] {
        guard path.hasPrefix("/") else {
          throw MySQLConfigurationError("socket in the mysql:// URL must be an absolute path")
        }
        return .socket(path: path)
      }
      guard var host = parts.host, !host.isEmpty else {
        throw MySQLConfigurationError("the mysql:// URL names neither a host nor a socket")
      }
      if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
      let port = parts.port ?? Self.defaultPort
      guard (1...65_535).contains(port) else {
        throw MySQLConfigurationError("the port of the mysql:// URL must be 1 to 65535")
      }
      return .network(host: host, port: port)
    }

    private func encryption(
      to address: MySQLServer.Address
    ) throws(MySQLConfigurationError) -> MySQLEncryption {
      let authorities = options["ssl_ca"]
      let word = options["tls"] ?? (authorities != nil || !address.isOnThisMachine ? "verify" : "off")
      guard authorities == nil || word == "verify" else {
        throw MySQLConfigurationError("ssl_ca in the mysql:// URL is of use with tls=verify only")
      }
      switch word {
      case "off": return .off
      case "on": return .on
      case "verify": return .verified(authorities: authorities)
      default: throw MySQLConfigurationError("tls in the mysql:// URL must be off, on or verify")
      }
    }
  }

  extension MySQLServer.Address {
    /// Whether what is said to it leaves the machine.
    fileprivate var isOnThisMachine: Bool {
      switch self {
      case .socket: true
      case .network(let host, _): ["localhost", "127.0.0.1", "::1"].contains(host)
      }
    }
  }
#endif
