import HoldfastModel
import HoldfastSecurity
import JWTKit
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Only listed algorithms verify tokens` {
  private let clock = SettableClock()

  @Test(arguments: [
    "none", "None", "NONE", "nOnE", "", " HS256", "hs256", "HS512", "HS384", "RS256", "ES256", "EdDSA",
    "ES256K", "dir",
    "A256GCM", "RSA-OAEP", "Ed25519", "ML-DSA-65",
  ])
  func `with a secret, nothing but HS256`(algorithm: String) async throws {
    let verifier = try await secretVerifier(clock)
    let signer = try await TokenSigner.hs256()
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600)}"#
    let token = try signer.token(payload, header: #"{"alg":"\#(algorithm)"}"#)
    #expect(await fault(of: token, by: verifier) == .algorithmNotAccepted)
    // Also without a signature, as `none` would have it.
    let unsigned = token.split(separator: ".").dropLast().joined(separator: ".") + "."
    #expect(await fault(of: unsigned, by: verifier) == .algorithmNotAccepted)
  }

  @Test func `an algorithm off the list is refused before anything else`() async throws {
    let server = KeyServer(nil)
    let verifier = try await server.verifier(clock)
    let header = Base64URL.encode(Array(#"{"alg":"HS256","kid":"x"}"#.utf8))
    #expect(await fault(of: "\(header).e30.AAAA", by: verifier) == .algorithmNotAccepted)
    #expect(server.fetches == 0, "no key is looked for")
  }

  /// RFC 8725, section 2.1: the public key of RS256, taken as the secret of HS256.
  @Test func `a public key is no secret`() async throws {
    let rsa = try await TokenSigner.rsa("rsa-1")
    let server = KeyServer(keySet(rsa))
    let payload = #"{"sub":"root","exp":\#(clock.second + 600)}"#
    let header = #"{"alg":"HS256","kid":"rsa-1"}"#
    let pem = RSAFixture.publicPEM
    for secret in [pem, String(pem.dropLast()), rsa.jwk, RSAFixture.modulus] {
      let forged = try await TokenSigner.hs256(secret).token(payload, header: header)
      let keysOnly = try await server.verifier(clock)
      #expect(await fault(of: forged, by: keysOnly) == .algorithmNotAccepted)
      let both = try await server.verifier(clock) { $0.secret = SecretText(TokenSigner.secret) }
      #expect(await fault(of: forged, by: both) == .badSignature)
    }
    #expect(try await server.verifier(clock).verify(rsa.token(payload)) == .user("root"))
  }

  @Test func `a secret in a key set verifies nothing`() async throws {
    let es = try await TokenSigner.es256("es")
    let secret = Base64URL.encode(Array(TokenSigner.secret.utf8))
    let server = KeyServer(
      keySet(members: [#"{"kty":"oct","kid":"o","alg":"HS256","k":"\#(secret)"}"#, es.jwk]))
    let forged = try await TokenSigner.hs256()
      .token(#"{"sub":"ada","exp":\#(clock.second + 600)}"#, header: #"{"alg":"HS256","kid":"o"}"#)
    #expect(await fault(of: forged, by: try await server.verifier(clock)) == .algorithmNotAccepted)
  }

  @Test func `a key verifies its own algorithm only`() async throws {
    let es = try await TokenSigner.es256("key")
    let ed = try await TokenSigner.edDSA("key")
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600)}"#
    let verifier = try await KeyServer(keySet(es)).verifier(clock)
    for header in [#"{"alg":"RS256","kid":"key"}"#, #"{"alg":"EdDSA","kid":"key"}"#] {
      #expect(await fault(of: try es.token(payload, header: header), by: verifier) == .badSignature)
    }
    #expect(await fault(of: try ed.token(payload), by: verifier) == .badSignature)
  }

  @Test func `a key that names its algorithm is used with no other`() async throws {
    let server = KeyServer(keySet(try await .rsa("rsa-1", alg: "RS512")))
    let verifier = try await server.verifier(clock) { $0.algorithms = [.rs256, .rs512] }
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600)}"#
    let rs256 = try await TokenSigner.rsa("rsa-1").token(payload)
    let rs512 = try await TokenSigner.rsa("rsa-1", algorithm: "RS512").token(payload)
    #expect(await fault(of: rs256, by: verifier) == .badSignature)
    #expect(await fault(of: rs512, by: verifier) == nil)
  }

  /// Whatever algorithm comes first, the others still work.
  @Test(arguments: [["RS256", "PS256", "RS512"], ["PS256", "RS512", "RS256"]])
  func `a key that names none is used with each that is listed`(order: [String]) async throws {
    let server = KeyServer(keySet(try await .rsa("rsa-1")))
    let verifier = try await server.verifier(clock) { $0.algorithms = [.rs256, .rs512, .ps256] }
    for algorithm in order {
      let token = try await TokenSigner.rsa("rsa-1", algorithm: algorithm).token(at: clock)
      #expect(await fault(of: token, by: verifier) == nil, "\(algorithm)")
    }
    let unlisted = try await TokenSigner.rsa("rsa-1", algorithm: "PS512").token(at: clock)
    #expect(await fault(of: unlisted, by: verifier) == .algorithmNotAccepted)
  }

  @Test func `secret and key set together`() async throws {
    let (hs, es, ed) = (
      try await TokenSigner.hs256(), try await TokenSigner.es256("es"), try await TokenSigner.edDSA("ed")
    )
    let verifier = try await KeyServer(keySet(es, ed)).verifier(clock) {
      $0.secret = SecretText(TokenSigner.secret)
    }
    for signer in [hs, es, ed] {
      #expect(
        try await verifier.verify(signer.token(for: signer.algorithm, at: clock)) == .user(signer.algorithm))
    }
  }
}
