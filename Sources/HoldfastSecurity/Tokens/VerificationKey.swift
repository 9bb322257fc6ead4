import JWTKit

/// A key that verifies signatures of one algorithm.
///
/// JWTKit's collections choose a key by themselves, and take the first one when a name is unknown. Here every key is
/// bound to its name and its algorithm before a token is seen (RFC 8725, section 3.1).
struct VerificationKey: Sendable {
  /// The key's name; `nil` when it has none.
  let keyID: String?
  /// The one algorithm it is used with.
  let algorithm: TokenAlgorithm
  private let key: any JWTAlgorithm

  /// Makes the key of HS256.
  init(secret: SecretText) async throws {
    let collection = JWTKeyCollection()
    await collection.add(hmac: HMACKey(from: secret.reveal()), digestAlgorithm: .sha256)
    keyID = nil
    algorithm = .hs256
    key = try await collection.getKey()
  }

  /// Makes a key from its public members; throws when they are no key of that algorithm.
  init(jwk: JWK, keyID: String?, algorithm: TokenAlgorithm) async throws {
    let collection = JWTKeyCollection()
    let name = JWKIdentifier(string: "key")
    var jwk = jwk
    jwk.keyIdentifier = name
    jwk.algorithm = JWK.Algorithm(rawValue: algorithm.rawValue)
    try await collection.add(jwk: jwk)
    self.keyID = keyID
    self.algorithm = algorithm
    key = try await collection.getKey(for: name)
  }

  /// Whether the signature of a token is this key's.
  func verifies(_ token: CompactToken) -> Bool {
    (try? key.verify(token.signature, signs: token.signingInput)) ?? false
  }
}
