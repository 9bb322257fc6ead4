import HoldfastModel
import JWTKit

/// Signs tokens as an issuer does, and as a forger would: header and payload are any text.
struct TokenSigner: Sendable {
  let header: String
  /// The public key as a member of a JWKS; empty for a secret.
  let jwk: String
  private let key: any JWTAlgorithm

  static let secret = "a secret of at least 32 bytes, shared"

  static func hs256(_ secret: String = Self.secret) async throws -> TokenSigner {
    let keys = JWTKeyCollection()
    await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: .sha256)
    return TokenSigner(header: #"{"alg":"HS256","typ":"JWT"}"#, jwk: "", key: try await keys.getKey())
  }

  static func edDSA() async throws -> TokenSigner {
    let key = try EdDSA.PrivateKey()
    let keys = JWTKeyCollection()
    await keys.add(eddsa: key)
    let x = Base64URL.encode(key.publicKey.rawRepresentation)
    return TokenSigner(
      header: #"{"alg":"EdDSA","kid":"k1"}"#,
      jwk: #"{"kty":"OKP","crv":"Ed25519","kid":"k1","alg":"EdDSA","x":"\#(x)"}"#,
      key: try await keys.getKey())
  }

  /// A token of a payload.
  func token(_ payload: String, header: String? = nil) throws -> String {
    let input = [header ?? self.header, payload].map { Base64URL.encode(Array($0.utf8)) }.joined(
      separator: ".")
    return "\(input).\(Base64URL.encode(try key.sign(Array(input.utf8))))"
  }

  /// An ordinary token.
  func token(for subject: String, seconds: Int64 = 600, more: String = "") throws -> String {
    let second = TestServer.now().milliseconds / 1000
    return try token(#"{"sub":"\#(subject)","exp":\#(second + seconds)\#(more)}"#)
  }
}
