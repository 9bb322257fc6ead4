#if MySQL
  import CMariaDB

  extension MySQLConnection {
    /// Makes a connection that has no settings yet.
    static func open(
      _ server: MySQLServer, _ configuration: MySQLConfiguration, until deadline: ContinuousClock.Instant
    ) throws(MySQLFailure) -> UnsafeMutablePointer<MYSQL> {
      ClientLibrary.prepare()
      let left = min(deadline - .now, configuration.connectTimeout)
      guard left > .zero else { throw MySQLFailure.overdue.at(.connect) }
      guard let handle = mysql_init(nil) else { throw MySQLFailure.outOfMemory.at(.connect) }
      // The library counts whole seconds; what is left of a call is counted by whoever watches the socket.
      set(handle, MYSQL_OPT_CONNECT_TIMEOUT, UInt32(left.components.seconds + 1))
      let callSeconds = UInt32(configuration.callTimeout.components.seconds + 1)
      set(handle, MYSQL_OPT_READ_TIMEOUT, callSeconds)
      set(handle, MYSQL_OPT_WRITE_TIMEOUT, callSeconds)
      // A server must not make this client read its files.
      set(handle, MYSQL_OPT_LOCAL_INFILE, UInt32(0))
      set(handle, MYSQL_OPT_RECONNECT, my_bool(0))
      _ = mysql_options(handle, MYSQL_SET_CHARSET_NAME, "utf8mb4")
      protect(handle, by: server.encryption)
      guard connect(handle, to: server) else {
        let failure = MySQLFailure(of: handle).at(.connect)
        mysql_close(handle)
        throw failure
      }
      // With a server that offers no TLS the library goes on without, unless it is to verify a certificate.
      guard server.encryption == .off || mysql_get_ssl_cipher(handle) != nil else {
        mysql_close(handle)
        throw MySQLFailure.notEncrypted.at(.connect)
      }
      return handle
    }

    private static func connect(_ handle: UnsafeMutablePointer<MYSQL>, to server: MySQLServer) -> Bool {
      switch server.address {
      case .network(let host, let port):
        // Without this the library takes "localhost" for a socket.
        set(handle, MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_TCP.rawValue)
        return mysql_real_connect(
          handle, host, server.user, server.password.text, server.database, UInt32(port), nil, 0) != nil
      case .socket(let path):
        set(handle, MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_SOCKET.rawValue)
        return mysql_real_connect(
          handle, nil, server.user, server.password.text, server.database, 0, path, 0) != nil
      }
    }

    private static func protect(_ handle: UnsafeMutablePointer<MYSQL>, by encryption: MySQLEncryption) {
      let (isEncrypted, isVerified) =
        switch encryption {
        case .off: (false, false)
        case .on: (true, false)
        case .verified: (true, true)
        }
      set(handle, MYSQL_OPT_SSL_ENFORCE, my_bool(isEncrypted ? 1 : 0))
      set(handle, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, my_bool(isVerified ? 1 : 0))
      if case .verified(let authorities?) = encryption {
        _ = mysql_options(handle, MYSQL_OPT_SSL_CA, authorities)
      }
    }

    private static func set<Value: BitwiseCopyable>(
      _ handle: UnsafeMutablePointer<MYSQL>, _ option: mysql_option, _ value: Value
    ) {
      withUnsafePointer(to: value) { _ = mysql_options(handle, option, $0) }
    }
  }

  extension MySQLFailure {
    static let outOfMemory = MySQLFailure(code: UInt32(CR_OUT_OF_MEMORY), state: "HY001", text: "")

    static let notEncrypted = MySQLFailure(code: UInt32(CR_SSL_CONNECTION_ERROR), state: "HY000", text: "")

    /// What went wrong last on a connection.
    init(of handle: UnsafeMutablePointer<MYSQL>) {
      self.init(
        code: mysql_errno(handle), state: String(cString: mysql_sqlstate(handle)),
        text: String(cString: mysql_error(handle)))
    }

    /// The same failure, of another phase.
    func at(_ phase: CallPhase) -> MySQLFailure {
      var failure = self
      failure.phase = phase
      return failure
    }
  }
#endif
