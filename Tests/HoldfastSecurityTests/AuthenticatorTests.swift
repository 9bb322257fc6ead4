import HoldfastModel
import HoldfastSecurity
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Who is asking` {
  private let clock = SettableClock()
  private let cookies: AnonymousCookie

  init() throws {
    cookies = AnonymousCookie(
      secret: try MasterSecret(text: "0123456789abcdef0123456789abcdef"), isSecure: false,
      ids: IDMaker(now: clock.now, random: SplitMix64.source(seed: 5)), now: clock.now)
  }

  private func result(
    _ authenticator: Authenticator, _ authorization: String?, _ cookie: String? = nil
  ) async -> Result<Identity, TokenFault> {
    do throws(TokenFault) {
      return .success(try await authenticator.identify(authorization: authorization, cookie: cookie))
    } catch {
      return .failure(error)
    }
  }

  @Test func `a user by a token, before a cookie`() async throws {
    let authenticator = Authenticator(tokens: try await secretVerifier(clock), cookies: cookies)
    let token = try await TokenSigner.hs256().token(at: clock)
    let made = cookies.make()
    let cookie = "holdfast_anonymous=\(made.value)"
    for field in ["Bearer \(token)", "bearer \(token)", "BEARER \(token)", "Bearer   \(token)"] {
      #expect(await result(authenticator, field, cookie) == .success(.principal(.user("ada"))))
    }
    #expect(await result(authenticator, nil, cookie) == .success(.principal(.anonymous(made.id))))
    #expect(await result(authenticator, nil, nil) == .success(.none))
    #expect(Identity.none.principal == nil)
    #expect(Identity.principal(.user("ada")).principal == .user("ada"))
  }

  @Test(arguments: ["", "holdfast_anonymous=", "holdfast_anonymous=x", "a=b", ";;;"])
  func `nobody by a cookie that is none`(cookie: String) async throws {
    let authenticator = Authenticator(tokens: nil, cookies: cookies)
    #expect(await result(authenticator, nil, cookie) == .success(.none))
  }

  @Test func `nobody by a cookie where nobody may be anonymous`() async throws {
    let authenticator = Authenticator(tokens: nil, cookies: nil)
    #expect(await result(authenticator, nil, "holdfast_anonymous=\(cookies.make().value)") == .success(.none))
  }

  @Test func `a bad token is never passed over for a cookie`() async throws {
    let cookie = "holdfast_anonymous=\(cookies.make().value)"
    let expired = try await TokenSigner.hs256().token(#"{"sub":"ada","exp":\#(clock.second - 31)}"#)
    let authenticator = Authenticator(tokens: try await secretVerifier(clock), cookies: cookies)
    #expect(await result(authenticator, "Bearer \(expired)", cookie) == .failure(.expired))
    let down = Authenticator(tokens: try await KeyServer(nil).verifier(clock), cookies: cookies)
    let token = try await TokenSigner.es256("a").token(at: clock)
    #expect(await result(down, "Bearer \(token)", cookie) == .failure(.keysUnavailable))
  }

  @Test(arguments: [
    "", " ", "Bearer", "Bearer ", "Bearer    ", "Basic dXNlcjpwYXNz", "Bearerx", "Bearer\ta.b.c",
    "Bearer a.b.c ",
    "Bearer a b", "Bearer a.b.c, Bearer a.b.c", "Bearer \"a.b.c\"", "Bearer a.b.c\n", "Bearer a.b.c\0",
    "Bearer é.é.é",
    "Digest username=\"x\"", "Token abc", "Bearer=abc", ",", "Bearer %2e", " Bearer a.b.c",
    "\u{212A}earer a.b.c",
    "Bearer a.b.c=", "Bearer ..", "Bearer a.b.c",
  ])
  func `nobody by a field that is none`(field: String) async throws {
    let cookie = "holdfast_anonymous=\(cookies.make().value)"
    let authenticator = Authenticator(tokens: try await secretVerifier(clock), cookies: cookies)
    #expect(await result(authenticator, field, cookie) == .failure(.malformed))
    let without = Authenticator(tokens: nil, cookies: cookies)
    #expect(await result(without, field, cookie) == .failure(.tokensNotConfigured), "never ignored")
  }

  @Test func `no field makes it crash`() async throws {
    let authenticator = Authenticator(tokens: try await secretVerifier(clock), cookies: cookies)
    let token = try await TokenSigner.hs256().token(at: clock)
    let parts = token.split(separator: ".").map(String.init)
    let fragments = ["Bearer", "bearer", "Basic", " ", ".", ",", "e30", "\"", "=", "é", "\0", token] + parts
    var generator = SplitMix64(seed: 6)
    for _ in 0..<10_000 {
      let field = (0..<Int.random(in: 0...8, using: &generator))
        .map { _ in fragments[Int.random(in: fragments.indices, using: &generator)] }.joined()
      let result = await result(authenticator, field)
      if case .success(let identity) = result { #expect(identity == .principal(.user("ada")), "\(field)") }
    }
  }
}
