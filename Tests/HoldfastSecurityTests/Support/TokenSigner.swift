import HoldfastModel
import JWTKit

/// Signs tokens as an issuer does, and as a forger would: header and payload are any text.
struct TokenSigner: Sendable {
  /// The algorithm in the header.
  let algorithm: String
  /// The key's name; `nil` to leave it out.
  let keyID: String?
  /// The public key as a member of a JWKS; empty for a secret.
  let jwk: String
  private let key: any JWTAlgorithm

  static let secret = "a secret of at least 32 bytes, shared"

  static func hs256(_ secret: String = Self.secret) async throws -> TokenSigner {
    let collection = JWTKeyCollection()
    await collection.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    return TokenSigner(algorithm: "HS256", keyID: nil, jwk: "", key: try await collection.getKey())
  }

  static func es256(_ keyID: String?) async throws -> TokenSigner {
    let key = ES256PrivateKey()
    let (x, y) = key.parameters.map { (url($0.x), url($0.y)) } ?? ("", "")
    let collection = JWTKeyCollection()
    await collection.add(ecdsa: key)
    return TokenSigner(
      algorithm: "ES256", keyID: keyID,
      jwk: #"{"kty":"EC","crv":"P-256",\#(named(keyID))"use":"sig","x":"\#(x)","y":"\#(y)"}"#,
      key: try await collection.getKey())
  }

  static func edDSA(_ keyID: String?) async throws -> TokenSigner {
    let key = try EdDSA.PrivateKey()
    let collection = JWTKeyCollection()
    await collection.add(eddsa: key)
    let x = Base64URL.encode(key.publicKey.rawRepresentation)
    return TokenSigner(
      algorithm: "EdDSA", keyID: keyID,
      jwk: #"{"kty":"OKP","crv":"Ed25519",\#(named(keyID))"alg":"EdDSA","x":"\#(x)"}"#,
      key: try await collection.getKey())
  }

  static func rsa(_ keyID: String?, algorithm: String = "RS256", alg: String? = nil) async throws
    -> TokenSigner
  {
    let collection = JWTKeyCollection()
    try await collection.add(
      jwk: .rsa(
        JWK.Algorithm(rawValue: algorithm), identifier: "rsa", modulus: RSAFixture.modulus,
        exponent: RSAFixture.exponent, privateExponent: RSAFixture.privateExponent))
    let declared = alg.map { #""alg":"\#($0)","# } ?? ""
    return TokenSigner(
      algorithm: algorithm, keyID: keyID,
      jwk: #"{"kty":"RSA",\#(named(keyID))\#(declared)"n":"\#(RSAFixture.modulus)","#
        + #""e":"\#(RSAFixture.exponent)"}"#,
      key: try await collection.getKey(for: "rsa"))
  }

  /// Signs a payload; the header is what an honest issuer writes unless another is given.
  func token(_ payload: String, header: String? = nil) throws -> String {
    let header = header ?? #"{"alg":"\#(algorithm)",\#(Self.named(keyID))"typ":"JWT"}"#
    let input = [header, payload].map { Base64URL.encode(Array($0.utf8)) }.joined(separator: ".")
    return "\(input).\(Base64URL.encode(try key.sign(Array(input.utf8))))"
  }

  /// Signs an ordinary payload that is valid for ten minutes.
  func token(for subject: String = "ada", at clock: SettableClock) throws -> String {
    try token(#"{"sub":"\#(subject)","exp":\#(clock.second + 600)}"#)
  }

  private static func named(_ keyID: String?) -> String { keyID.map { #""kid":"\#($0)","# } ?? "" }

  private static func url(_ base64: String) -> String {
    let url = base64.utf8.filter { $0 != UInt8(ascii: "=") }.map { byte in
      switch byte {
      case UInt8(ascii: "+"): UInt8(ascii: "-")
      case UInt8(ascii: "/"): UInt8(ascii: "_")
      default: byte
      }
    }
    return String(decoding: url, as: UTF8.self)
  }
}

/// A JWKS of some keys.
func keySet(_ signers: TokenSigner...) -> String { keySet(members: signers.map(\.jwk)) }

/// A JWKS of members in JSON.
func keySet(members: [String]) -> String { #"{"keys":[\#(members.joined(separator: ","))]}"# }
