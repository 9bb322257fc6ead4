#if MySQL
  import CMariaDB

  /// MariaDB Connector/C, which is set up once per process and torn down once per thread.
  enum ClientLibrary {
    private static let isReady: Bool = mysql_server_init(0, nil, nil) == 0

    /// Sets the library up, before a second thread may use it.
    ///
    /// From then on the process ignores `SIGPIPE`, as a server must: through TLS the library writes to connections that
    /// the server has closed.
    static func prepare() { _ = isReady }

    /// Gives back what the library keeps for this thread.
    static func leaveThread() { mysql_thread_end() }
  }
#endif
