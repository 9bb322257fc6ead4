import HoldfastModel
import JWTKit

extension KeySet {
  /// Reads a JWKS (RFC 7517, section 5).
  ///
  /// A key that is not understood, not for signatures or not of an accepted algorithm is passed over, as the RFC
  /// asks: one odd key must not cost the others. Only public members are taken; a secret key is never made here, so
  /// what an issuer publishes can never verify HS256.
  ///
  /// - Throws: ``KeySetFailure`` when the text is no key set or has no key of use.
  init(parsing bytes: [UInt8], accepting accepted: Set<TokenAlgorithm>, maximumKeys: Int)
    async throws(KeySetFailure)
  {
    guard let members = (try? JSONParser.parse(bytes))?["keys"]?.arrayValue else { throw .notAKeySet }
    var keys: [VerificationKey] = []
    for member in members.prefix(maximumKeys) {
      guard Self.isForSignatures(member), let (jwk, fitting) = Self.publicKey(of: member) else { continue }
      let declared = member["alg"]?.stringValue
      for algorithm in fitting
      where accepted.contains(algorithm) && declared ?? algorithm.rawValue == algorithm.rawValue {
        let key = try? await VerificationKey(
          jwk: jwk, keyID: member["kid"]?.stringValue, algorithm: algorithm)
        if let key { keys.append(key) }
      }
    }
    guard !keys.isEmpty else { throw .noUsableKey }
    self.init(keys: keys)
  }

  private static func isForSignatures(_ member: JSONValue) -> Bool {
    if let use = member["use"], use != "sig" { return false }
    if let operations = member["key_ops"]?.arrayValue, !operations.contains("verify") { return false }
    return true
  }

  /// The public key of a member, and the algorithms for which a key of its kind is made.
  private static func publicKey(of member: JSONValue) -> (JWK, [TokenAlgorithm])? {
    let curve = member["crv"]?.stringValue
    switch member["kty"]?.stringValue {
    case "RSA":
      let jwk = JWK.rsa(
        nil, identifier: nil, modulus: member["n"]?.stringValue, exponent: member["e"]?.stringValue)
      return (jwk, [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512])
    case "EC":
      let algorithm: TokenAlgorithm
      switch curve {
      case "P-256": algorithm = .es256
      case "P-384": algorithm = .es384
      case "P-521": algorithm = .es512
      default: return nil
      }
      let jwk = JWK.ecdsa(
        nil, identifier: nil, x: member["x"]?.stringValue, y: member["y"]?.stringValue,
        curve: curve.flatMap(ECDSACurve.init(rawValue:)))
      return (jwk, [algorithm])
    case "OKP" where curve == "Ed25519":
      let jwk = JWK.octetKeyPair(nil, identifier: nil, x: member["x"]?.stringValue, y: nil, curve: .ed25519)
      return (jwk, [.edDSA])
    default: return nil
    }
  }
}
