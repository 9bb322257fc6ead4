/// Which tokens count, and for how long what is known about them does.
public struct TokenConfiguration: Sendable {
  /// The secret of HS256, at least 32 bytes (RFC 7518, section 3.2); `nil` when no token is signed with one.
  public var secret: SecretText?
  /// Where the public keys are: the path of a JWKS file, or its URL (RFC 7517, section 5); `nil` when there are none.
  public var keySet: String?
  /// The accepted algorithms; `nil` means HS256 for the secret and RS256, ES256 and EdDSA for the key set.
  public var algorithms: Set<TokenAlgorithm>?
  /// The issuer that `iss` must name; `nil` to take any.
  public var issuer: String?
  /// The audience that `aud` must name; `nil` to take any.
  public var audience: String?
  /// How far the clocks of issuer and server may be apart.
  public var leeway: Duration = .seconds(30)
  /// How long a verified token is remembered, at most until it expires.
  public var cacheLifetime: Duration = .seconds(30)
  /// How many verified tokens are remembered.
  public var cacheCapacity = 1024
  /// The longest token, in bytes.
  public var maximumTokenBytes = 16 * 1024
  /// The age at which the key set is fetched again.
  public var keySetRefreshInterval: Duration = .seconds(600)
  /// The shortest time between two fetches, when one failed or a token names an unknown key.
  public var keySetRetryInterval: Duration = .seconds(30)
  /// The same while no key set was ever had, so that a server that starts before its issuer is soon of use.
  public var keySetFirstRetryInterval: Duration = .seconds(5)
  /// The largest key set, in bytes.
  public var maximumKeySetBytes = 1024 * 1024
  /// The most keys that are taken from a key set.
  public var maximumKeys = 100

  /// Makes a configuration; at least one of secret and key set is needed.
  public init(
    secret: SecretText? = nil, keySet: String? = nil, algorithms: Set<TokenAlgorithm>? = nil,
    issuer: String? = nil, audience: String? = nil
  ) {
    self.secret = secret
    self.keySet = keySet
    self.algorithms = algorithms
    self.issuer = issuer
    self.audience = audience
  }

  /// The accepted algorithms, checked against the keys that there are.
  ///
  /// - Throws: ``SecurityError`` for settings under which an algorithm would have no key, or a key no algorithm.
  func acceptedAlgorithms() throws(SecurityError) -> Set<TokenAlgorithm> {
    func invalid(_ message: String) -> SecurityError { SecurityError(.invalidTokenSettings, message) }
    guard secret != nil || keySet != nil else { throw invalid("tokens need a secret or a key set") }
    if let secret, secret.reveal().utf8.count < MasterSecret.minimumBytes {
      throw SecurityError(
        .secretTooShort, "the secret of HS256 tokens needs at least \(MasterSecret.minimumBytes) bytes")
    }
    guard let algorithms else {
      var accepted: Set<TokenAlgorithm> = []
      if secret != nil { accepted.insert(.hs256) }
      if keySet != nil { accepted.formUnion([.rs256, .es256, .edDSA]) }
      return accepted
    }
    guard algorithms.contains(where: \.isSymmetric) == (secret != nil) else {
      throw invalid("HS256 and a token secret go together: one of them is missing")
    }
    guard algorithms.contains(where: { !$0.isSymmetric }) == (keySet != nil) else {
      throw invalid("a key set and the algorithms that use one go together: one of them is missing")
    }
    return algorithms
  }
}
