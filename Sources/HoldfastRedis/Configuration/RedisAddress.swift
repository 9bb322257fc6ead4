#if Redis
  /// Where a server listens.
  package struct RedisAddress: Sendable, Hashable, CustomStringConvertible {
    /// A name or a number, IPv6 without brackets.
    package var host: String
    package var port: Int

    /// Makes an address.
    package init(host: String, port: Int) {
      self.host = host
      self.port = port
    }

    /// Reads `host:port` as the servers of a cluster write it; an empty host is that of the server that wrote it.
    init?(_ text: some StringProtocol, from server: RedisAddress) {
      guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
        (1...65_535).contains(port)
      else { return nil }
      let host = text[..<colon]
      self.init(host: host.isEmpty ? server.host : String(host), port: port)
    }

    /// Whether the host is a number.
    var isNumeric: Bool {
      host.contains(":") || host.allSatisfy { $0 == "." || $0.isWholeNumber }
    }

    /// The form `host:port`.
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
  }
#endif
