/// The algorithms with which a token may be signed (RFC 7518, section 3.1; RFC 8037, section 3.1).
///
/// There is no case for `none`, so it can never be accepted.
public enum TokenAlgorithm: String, Sendable, Hashable, CaseIterable {
  /// HMAC-SHA256 with a shared secret.
  case hs256 = "HS256"
  /// RSA PKCS #1 1.5 with SHA-256.
  case rs256 = "RS256"
  /// RSA PKCS #1 1.5 with SHA-384.
  case rs384 = "RS384"
  /// RSA PKCS #1 1.5 with SHA-512.
  case rs512 = "RS512"
  /// RSA-PSS with SHA-256.
  case ps256 = "PS256"
  /// RSA-PSS with SHA-384.
  case ps384 = "PS384"
  /// RSA-PSS with SHA-512.
  case ps512 = "PS512"
  /// ECDSA with P-256 and SHA-256.
  case es256 = "ES256"
  /// ECDSA with P-384 and SHA-384.
  case es384 = "ES384"
  /// ECDSA with P-521 and SHA-512.
  case es512 = "ES512"
  /// Ed25519.
  case edDSA = "EdDSA"

  /// Whether the key that verifies can also sign, so that it must be the configured secret and never a public key.
  public var isSymmetric: Bool { self == .hs256 }
}
