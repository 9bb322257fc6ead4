#if MySQL
  import CMariaDB
  import Foundation

  /// MariaDB Connector/C, which is set up once per process and torn down once per thread.
  enum ClientLibrary {
    private static let isReady: Bool = mysql_server_init(0, nil, nil) == 0

    /// Sets the library up, before a second thread may use it.
    static func prepare() { _ = isReady }

    /// Makes a thread one that may use connections.
    ///
    /// Through TLS the library writes to a connection that the server has closed without a word to the system that no
    /// signal is wanted, and `SIGPIPE` ends the process. Blocked in the thread, it leaves an error.
    static func enterThread() {
      var signals = sigset_t()
      sigemptyset(&signals)
      sigaddset(&signals, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Gives back what the library keeps for this thread.
    static func leaveThread() { mysql_thread_end() }
  }
#endif
