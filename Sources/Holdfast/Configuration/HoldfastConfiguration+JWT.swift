public import HoldfastSecurity

extension HoldfastConfiguration {
  /// Which bearer tokens count; with neither a secret nor a key set, none does and everyone is anonymous.
  public struct JWT: Sendable {
    /// The secret of HS256 tokens.
    public var secret: SecretText?
    /// The URL or the path of the JWKS with the public keys.
    public var keySet: String?
    /// The accepted algorithms; `nil` for HS256 with a secret, and RS256, ES256 and EdDSA with a key set.
    public var algorithms: Set<TokenAlgorithm>?
    /// The issuer that a token must name.
    public var issuer: String?
    /// The audience that a token must name.
    public var audience: String?

    /// Makes a configuration of defaults.
    public init() {}
  }

  /// The verifier's part of the configuration; `nil` when no tokens are taken.
  public var tokenConfiguration: TokenConfiguration? {
    guard jwt.secret != nil || jwt.keySet != nil else { return nil }
    return TokenConfiguration(
      secret: jwt.secret, keySet: jwt.keySet, algorithms: jwt.algorithms, issuer: jwt.issuer,
      audience: jwt.audience)
  }
}
