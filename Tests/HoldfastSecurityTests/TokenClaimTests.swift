import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `What a token must say` {
  private let clock = SettableClock()

  private func fault(
    _ payload: String, _ change: (inout TokenConfiguration) -> Void = { _ in }
  ) async throws -> TokenFault? {
    let verifier = try await secretVerifier(clock, change)
    return await HoldfastSecurityTests.fault(of: try await TokenSigner.hs256().token(payload), by: verifier)
  }

  // Seconds from now; the leeway is 30 s, and `exp` is the first moment that is too late (RFC 7519, section 4.1.4).
  @Test(
    arguments: [
      (1.0, nil), (-29, nil), (-29.999, nil), (-30, .expired), (-31, .expired), (-1e9, .expired), (1e9, nil),
    ] as [(Double, TokenFault?)])
  func `exp`(seconds: Double, expected: TokenFault?) async throws {
    #expect(try await fault(#"{"sub":"ada","exp":\#(Double(clock.second) + seconds)}"#) == expected)
  }

  @Test(
    arguments: [
      (-1e9, nil), (0.0, nil), (30, nil), (30.001, .notYetValid), (31, .notYetValid), (1e9, .notYetValid),
    ] as [(Double, TokenFault?)])
  func `nbf and iat`(seconds: Double, expected: TokenFault?) async throws {
    let time = Double(clock.second) + seconds
    let exp = clock.second + 2_000_000_000
    #expect(try await fault(#"{"sub":"ada","exp":\#(exp),"nbf":\#(time)}"#) == expected)
    #expect(try await fault(#"{"sub":"ada","exp":\#(exp),"iat":\#(time)}"#) == expected)
  }

  @Test func `the leeway can be set`() async throws {
    let payload = #"{"sub":"ada","exp":\#(clock.second - 50)}"#
    #expect(try await fault(payload) { $0.leeway = .seconds(60) } == nil)
    #expect(try await fault(#"{"sub":"ada","exp":\#(clock.second)}"#) { $0.leeway = .zero } == .expired)
  }

  @Test(arguments: [
    #"{"sub":"ada"}"#, #"{"sub":"ada","exp":null}"#, #"{"sub":"ada","exp":"2000000000"}"#,
    #"{"sub":"ada","exp":true}"#, #"{"sub":"ada","exp":[2000000000]}"#, #"{"sub":"ada","exp":1e400}"#,
    #"{"sub":"ada","exp":-1e400}"#, #"{"sub":"ada","exp":9223372036854775807}"#,
    #"{"sub":"ada","exp":253402300800}"#,
    #"{"sub":"ada","exp":NaN}"#, #"{"sub":"ada","exp":2000000000,"nbf":"0"}"#,
    #"{"sub":"ada","exp":2000000000,"iat":{}}"#, #"{"sub":"ada","exp":2000000000,"iat":1e999}"#, "", "null",
    "[]", "0",
    #""ada""#, "{", #"{"sub":"ada","exp":2000000000}}"#, #"{"sub":"ada","exp":2000000000,}"#,
  ])
  func `times are numbers of seconds, and exp is there`(payload: String) async throws {
    #expect(try await fault(payload) == .malformed)
  }

  @Test(
    arguments: [
      (#""iss":"https://issuer.example""#, nil), (#""iss":"https://issuer.example/""#, .wrongIssuer),
      (#""iss":"HTTPS://issuer.example""#, .wrongIssuer),
      (#""iss":["https://issuer.example"]"#, .wrongIssuer),
      (#""iss":null"#, .wrongIssuer), (#""x":0"#, .wrongIssuer), (#""iss":"""#, .wrongIssuer),
    ] as [(String, TokenFault?)])
  func `iss`(claim: String, expected: TokenFault?) async throws {
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600),\#(claim)}"#
    #expect(try await fault(payload) { $0.issuer = "https://issuer.example" } == expected)
    #expect(try await fault(payload) == nil, "it is checked only where it is configured")
  }

  @Test(
    arguments: [
      (#""aud":"chat""#, nil), (#""aud":["chat"]"#, nil), (#""aud":["a",1,null,"chat"]"#, nil),
      (#""aud":[]"#, .wrongAudience),
      (#""aud":"Chat""#, .wrongAudience), (#""aud":"chatter""#, .wrongAudience),
      (#""aud":["a","b"]"#, .wrongAudience),
      (#""aud":{"chat":1}"#, .wrongAudience), (#""aud":null"#, .wrongAudience), (#""x":0"#, .wrongAudience),
      (#""aud":[["chat"]]"#, .wrongAudience),
    ] as [(String, TokenFault?)])
  func `aud`(claim: String, expected: TokenFault?) async throws {
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600),\#(claim)}"#
    #expect(try await fault(payload) { $0.audience = "chat" } == expected)
    #expect(try await fault(payload) == nil, "it is checked only where it is configured")
  }

  @Test func `issuer and audience are compared byte for byte`() async throws {
    // U+212A is the Kelvin sign, which Swift takes as equal to K.
    let payload = #"{"sub":"ada","exp":\#(clock.second + 600),"iss":"\u212A","aud":"\u212A"}"#
    #expect(try await fault(payload) { $0.issuer = "K" } == .wrongIssuer)
    #expect(try await fault(payload) { $0.audience = "K" } == .wrongAudience)
  }

  @Test(arguments: [
    "ada", "auth0|5f7c8ec7c33c6c004bbafe82", "ada@example.com", "a b", "usuário", "ユーザー", "👩‍👩‍👧", "anonymous:x",
    "user:ada",
    String(repeating: "x", count: 200), String(repeating: "é", count: 100),
  ])
  func `a subject names a user, as it is`(subject: String) async throws {
    let verifier = try await secretVerifier(clock)
    let token = try await TokenSigner.hs256().token(for: subject, at: clock)
    let principal = try await verifier.verify(token)
    #expect(principal == .user(subject))
    #expect(principal.text.utf8.elementsEqual("user:\(subject)".utf8))
  }

  @Test(arguments: [
    #""""#, "null", "7", #"["ada"]"#, #"{"id":"ada"}"#, "true", #""a\u0000""#, #""a\nb""#, #""\u007f""#,
    #""\u0085""#,
    #""a\u2028""#, #""a\u2029""#, #""\ud800""#, #""\ufffd""#, #""e\u0301""#, #""\u212A""#,
    "\"\(String(repeating: "x", count: 201))\"", "\"\(String(repeating: "é", count: 101))\"",
  ])
  func `a subject that names nobody, or could be taken for another, is refused`(subject: String) async throws
  {
    #expect(try await fault(#"{"sub":\#(subject),"exp":\#(clock.second + 600)}"#) == .noSubject)
  }

  @Test func `a subject is there`() async throws {
    #expect(try await fault(#"{"exp":\#(clock.second + 600)}"#) == .noSubject)
  }

  @Test func `of two claims of a name the last one counts`() async throws {
    let verifier = try await secretVerifier(clock)
    let payload = #"{"sub":"a","exp":0,"sub":"b","exp":\#(clock.second + 600)}"#
    #expect(try await verifier.verify(try await TokenSigner.hs256().token(payload)) == .user("b"))
  }
}
