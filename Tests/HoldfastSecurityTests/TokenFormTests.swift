import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The form of a token` {
  private let clock = SettableClock()

  @Test(arguments: [
    "", ".", "..", "...", "a", "a.b", "a.b.c", "a.b.c.d", "e30.e30.e30", "e30=.e30.", "e30.e30.e30.e30.e30",
    "é.é.é",
    "\0.\0.\0", String(repeating: ".", count: 10_000),
  ])
  func `that is none`(token: String) async throws {
    #expect(await fault(of: token, by: try await secretVerifier(clock)) == .malformed)
  }

  @Test(arguments: [
    "{}", "[]", "null", "", "{", #""HS256""#, #"{"alg":null}"#, #"{"alg":256}"#, #"{"alg":["HS256"]}"#,
    #"{"ALG":"HS256"}"#,
    #"{"alg":"HS256","kid":1}"#, #"{"alg":"HS256","kid":null}"#,
    #"{"alg":"HS256","crit":["b64"],"b64":false}"#,
    #"{"alg":"HS256","crit":[]}"#, #"{"alg":"HS256"} x"#, #"{'alg':'HS256'}"#,
    #"{"alg":\#(String(repeating: "[", count: 10_000))"#,
  ])
  func `whose header is none`(header: String) async throws {
    let token = try await TokenSigner.hs256().token(
      #"{"sub":"ada","exp":\#(clock.second + 600)}"#, header: header)
    #expect(await fault(of: token, by: try await secretVerifier(clock)) == .malformed)
  }

  @Test func `no bit of it can be changed`() async throws {
    let verifier = try await secretVerifier(clock)
    let bytes = Array(try await TokenSigner.hs256().token(at: clock).utf8)
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << UInt8(bit)
        let result = await fault(of: String(decoding: changed, as: UTF8.self), by: verifier)
        #expect(result != nil, "byte \(index), bit \(bit)")
      }
    }
  }

  @Test func `no part of it can be missing`() async throws {
    let verifier = try await secretVerifier(clock)
    let token = try await TokenSigner.hs256().token(at: clock)
    for count in 0..<token.utf8.count {
      #expect(await fault(of: String(token.prefix(count)), by: verifier) != nil)
      #expect(await fault(of: String(token.suffix(count)), by: verifier) != nil)
    }
    #expect(await fault(of: token + "A", by: verifier) != nil)
    #expect(await fault(of: token + "=", by: verifier) == .malformed)
    #expect(await fault(of: token, by: verifier) == nil)
  }

  @Test func `it is not longer than the limit`() async throws {
    let signer = try await TokenSigner.hs256()
    let verifier = try await secretVerifier(clock) { $0.maximumTokenBytes = 1000 }
    func token(padding: Int) throws -> String {
      let padding = String(repeating: "x", count: padding)
      return try signer.token(#"{"sub":"ada","exp":\#(clock.second + 600),"x":"\#(padding)"}"#)
    }
    for padding in 600..<750 {
      let token = try token(padding: padding)
      #expect(await fault(of: token, by: verifier) == (token.utf8.count > 1000 ? .malformed : nil))
    }
  }

  @Test func `a token of another secret is forged`() async throws {
    let verifier = try await secretVerifier(clock)
    let forger = try await TokenSigner.hs256("a secret of at least 32 bytes, shares")
    #expect(await fault(of: try forger.token(at: clock), by: verifier) == .badSignature)
  }

  @Test(arguments: ["RS256", "ES256", "EdDSA"])
  func `a signature of any length is read`(algorithm: String) async throws {
    let signer =
      switch algorithm {
      case "RS256": try await TokenSigner.rsa("key")
      case "ES256": try await TokenSigner.es256("key")
      default: try await TokenSigner.edDSA("key")
      }
    let verifier = try await KeyServer(keySet(signer)).verifier(clock)
    let token = try signer.token(at: clock)
    let input = token.split(separator: ".").dropLast().joined(separator: ".")
    for count in [0, 1, 31, 32, 63, 64, 65, 96, 128, 255, 256, 257, 512, 4096] {
      for byte in [UInt8(0), 0xFF] {
        let signature = Base64URL.encode([UInt8](repeating: byte, count: count))
        #expect(await fault(of: "\(input).\(signature)", by: verifier) == .badSignature)
      }
    }
    #expect(await fault(of: token, by: verifier) == nil)
  }
}
