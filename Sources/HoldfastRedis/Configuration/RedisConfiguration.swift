#if Redis
  import Foundation
  import NIOSSL

  /// Which Redis, and how to get in.
  ///
  /// Written `redis://user:password@host:port/database`, or `rediss://…` for TLS. The user may be left out, the port is
  /// 6379 then and the database 0. With TLS the query may have `tls_ca`, the file of the certificates that are trusted,
  /// and `tls_verify`: `full`, `no-hostname` or `none`. A name or password is percent-encoded.
  public struct RedisConfiguration: Sendable {
    /// How much of the server's certificate is verified.
    enum Verification: String {
      case full
      case noHostname = "no-hostname"
      case none
    }

    /// What is needed for TLS.
    struct TLS {
      var authority: String?
      var verification = Verification.full
    }

    /// Where the server, or one of the cluster, listens.
    package let address: RedisAddress
    let user: String?
    let password: String?
    let database: Int
    let tls: TLS?
    /// How long and how much.
    public var limits = RedisLimits()

    /// Reads a URL.
    ///
    /// - Throws: ``RedisConfigurationError``, which tells no part of the URL.
    public init(url: String) throws(RedisConfigurationError) {
      guard let parts = URLComponents(string: url) else {
        throw RedisConfigurationError("the Redis URL is no URL; a password must be percent-encoded")
      }
      guard let scheme = parts.scheme, scheme == "redis" || scheme == "rediss" else {
        throw RedisConfigurationError("a Redis URL begins with redis:// or rediss://")
      }
      guard let host = parts.host, !host.isEmpty else {
        throw RedisConfigurationError("the Redis URL names no host")
      }
      let port = parts.port ?? 6379
      guard (1...65_535).contains(port) else {
        throw RedisConfigurationError("the port of the Redis URL is not from 1 to 65535")
      }
      address = RedisAddress(host: host.trimmingCharacters(in: ["[", "]"]), port: port)
      user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
      password = parts.password.flatMap { $0.isEmpty ? nil : $0 }
      guard user == nil || password != nil else {
        throw RedisConfigurationError("the Redis URL has a user without a password")
      }
      database = try Self.database(parts.path)
      tls = try Self.tls(parts.queryItems ?? [], isWanted: scheme == "rediss")
    }

    private static func database(_ path: String) throws(RedisConfigurationError) -> Int {
      let text = path.drop { $0 == "/" }
      guard !text.isEmpty else { return 0 }
      guard let number = Int(text), number >= 0 else {
        throw RedisConfigurationError("what follows the host of a Redis URL is the number of a database")
      }
      return number
    }

    private static func tls(
      _ query: [URLQueryItem], isWanted: Bool
    ) throws(RedisConfigurationError) -> TLS? {
      var tls = TLS()
      for item in query {
        guard isWanted else {
          throw RedisConfigurationError("only a rediss:// URL has options, tls_ca and tls_verify")
        }
        switch item.name {
        case "tls_ca": tls.authority = item.value
        case "tls_verify":
          guard let word = item.value.flatMap(Verification.init(rawValue:)) else {
            throw RedisConfigurationError("tls_verify of the Redis URL is full, no-hostname or none")
          }
          tls.verification = word
        default: throw RedisConfigurationError("the options of a rediss:// URL are tls_ca and tls_verify")
        }
      }
      return isWanted ? tls : nil
    }

    /// What TLS connections are made with; `nil` without TLS.
    ///
    /// - Throws: ``RedisConfigurationError`` when the certificates cannot be read.
    func makeTLSContext() throws(RedisConfigurationError) -> NIOSSLContext? {
      guard let tls else { return nil }
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.certificateVerification =
        switch tls.verification {
        case .full: .fullVerification
        case .noHostname: .noHostnameVerification
        case .none: .none
        }
      if let file = tls.authority { configuration.trustRoots = .file(file) }
      do {
        return try NIOSSLContext(configuration: configuration)
      } catch {
        throw RedisConfigurationError("the file that tls_ca of the Redis URL names has no certificates")
      }
    }
  }
#endif
