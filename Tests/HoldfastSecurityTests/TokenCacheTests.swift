import HoldfastModel
import HoldfastSecurity
import Testing

/// What is remembered shows when the keys change: only a remembered token is still accepted.
@Suite(.timeLimit(.minutes(1)))
struct `A verified token is remembered` {
  private let clock = SettableClock()

  /// A verifier that no longer has the key with which the tokens were signed.
  private func rotated(
    capacity: Int = 1024, after tokens: [String], signer: TokenSigner
  ) async throws -> TokenVerifier {
    let server = KeyServer(keySet(signer))
    let verifier = try await server.verifier(clock) {
      $0.keySetRefreshInterval = .milliseconds(1)
      $0.keySetRetryInterval = .milliseconds(1)
      $0.cacheCapacity = capacity
    }
    for token in tokens { _ = try await verifier.verify(token) }
    server.body = keySet(try await .edDSA("other"))
    return verifier
  }

  @Test func `for 30 s`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let token = try signer.token(at: clock)
    let verifier = try await rotated(after: [token], signer: signer)
    clock.advance(by: .milliseconds(29_999))
    #expect(await fault(of: token, by: verifier) == nil)
    clock.advance(by: .milliseconds(1))
    #expect(await fault(of: token, by: verifier) == .badSignature)
  }

  @Test func `never beyond exp`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let token = try signer.token(#"{"sub":"ada","exp":\#(clock.second + 10)}"#)
    let verifier = try await rotated(after: [token], signer: signer)
    clock.advance(by: .milliseconds(9_999))
    #expect(await fault(of: token, by: verifier) == nil)
    clock.advance(by: .milliseconds(1))
    #expect(await fault(of: token, by: verifier) == .badSignature)
  }

  @Test func `not while it lives by the leeway alone`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let token = try signer.token(#"{"sub":"ada","exp":\#(clock.second - 10)}"#)
    let verifier = try await rotated(after: [token], signer: signer)
    clock.advance(by: .milliseconds(1))
    #expect(await fault(of: token, by: verifier) == .badSignature)
  }

  @Test func `not before it was verified, when the clock goes back`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let token = try signer.token(at: clock)
    let verifier = try await rotated(after: [token], signer: signer)
    clock.advance(by: .seconds(-1))
    #expect(await fault(of: token, by: verifier) == .badSignature)
  }

  @Test(arguments: [0, 1, 3, 10])
  func `with as many others as there is room for`(capacity: Int) async throws {
    let signer = try await TokenSigner.edDSA("a")
    let tokens = try (0..<10).map { try signer.token(for: "user\($0)", at: clock) }
    let verifier = try await rotated(capacity: capacity, after: tokens + tokens.suffix(2), signer: signer)
    clock.advance(by: .seconds(1))
    for (index, token) in tokens.enumerated() {
      let expected: TokenFault? = index >= 10 - capacity ? nil : .badSignature
      #expect(await fault(of: token, by: verifier) == expected, "token \(index)")
    }
  }

  @Test func `again, after it was forgotten`() async throws {
    let signer = try await TokenSigner.edDSA("a")
    let verifier = try await KeyServer(keySet(signer)).verifier(clock) { $0.cacheCapacity = 4 }
    for round in 0..<100 {
      let token = try signer.token(#"{"sub":"user\#(round % 7)","exp":4000000000}"#)
      #expect(try await verifier.verify(token) == .user("user\(round % 7)"))
      if round % 10 == 0 { clock.advance(by: .seconds(31)) }
    }
  }

  @Test func `a refused token is not`() async throws {
    let signer = try await TokenSigner.hs256()
    let verifier = try await secretVerifier(clock)
    let token = try signer.token(#"{"sub":"ada","exp":\#(clock.second + 600),"nbf":\#(clock.second + 31)}"#)
    #expect(await fault(of: token, by: verifier) == .notYetValid)
    clock.advance(by: .seconds(1))
    #expect(await fault(of: token, by: verifier) == nil)
  }
}
