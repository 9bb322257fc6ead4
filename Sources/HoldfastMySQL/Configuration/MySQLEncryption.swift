#if MySQL
  /// How much a connection is to be protected on its way.
  public enum MySQLEncryption: Sendable, Hashable {
    /// Not at all.
    case off
    /// By TLS, whoever the server is: against those who listen, not against those who pose as the server.
    case on
    /// By TLS with a server whose certificate names its host and is signed by an authority of the system's, or by one of
    /// a PEM file.
    case verified(authorities: String?)
  }
#endif
