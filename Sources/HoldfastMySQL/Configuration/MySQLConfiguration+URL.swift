#if MySQL
  extension MySQLConfiguration {
    /// Reads `mysql://user:password@host:port/database?options`.
    ///
    /// The options of ``MySQLServer/init(url:)``, and `connections`, the most connections to the primary.
    ///
    /// - Parameters:
    ///   - url: The primary.
    ///   - replicaURL: The replica, in the same form; its `connections` is the most connections to it.
    /// - Throws: ``MySQLConfigurationError``.
    public init(url: String, replicaURL: String? = nil) throws(MySQLConfigurationError) {
      let primary = try MySQLURL(url)
      let replica: MySQLURL? = if let replicaURL { try MySQLURL(replicaURL) } else { nil }
      self.init(primary: try primary.server(), replica: try replica?.server())
      if let count = try primary.connections() { connections = count }
      if let count = try replica?.connections() { replicaConnections = count }
    }
  }

  extension MySQLServer {
    /// Reads `mysql://user:password@host:port/database?options`, in which reserved characters are percent-encoded.
    ///
    /// - `tls=off|on|verify`: see ``MySQLEncryption``. Left out, it is `off` for a socket and for this machine, and
    ///   `verify` for every other host: nothing crosses a network unprotected unless somebody says so.
    /// - `ssl_ca=path`: a PEM file with the authorities to trust, for `verify`.
    /// - `socket=path`: a Unix socket in place of host and port.
    ///
    /// - Throws: ``MySQLConfigurationError``.
    public init(url: String) throws(MySQLConfigurationError) { self = try MySQLURL(url).server() }
  }
#endif
