import HoldfastModel
import HoldfastSecurity
import Testing

@Suite struct `The settings of tokens` {
  private static let secret = SecretText(TokenSigner.secret)

  private func code(_ settings: TokenConfiguration) async -> SecurityError.Code? {
    do throws(SecurityError) {
      _ = try await TokenVerifier(settings, fetch: { _ in [] }, now: SettableClock().now)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `need a key`() async {
    #expect(await code(TokenConfiguration()) == .invalidTokenSettings)
    #expect(await code(TokenConfiguration(secret: Self.secret)) == nil)
    #expect(await code(TokenConfiguration(keySet: KeyServer.url)) == nil)
    #expect(await code(TokenConfiguration(secret: Self.secret, keySet: KeyServer.url)) == nil)
  }

  @Test(arguments: ["", "secret", String(repeating: "x", count: 31)])
  func `need a secret of 32 bytes`(text: String) async {
    #expect(await code(TokenConfiguration(secret: SecretText(text))) == .secretTooShort)
  }

  @Test func `need a key for every algorithm, and an algorithm for every key`() async {
    let url = KeyServer.url
    #expect(
      await code(TokenConfiguration(secret: Self.secret, algorithms: [.rs256])) == .invalidTokenSettings)
    #expect(await code(TokenConfiguration(secret: Self.secret, algorithms: [])) == .invalidTokenSettings)
    #expect(
      await code(TokenConfiguration(secret: Self.secret, algorithms: [.hs256, .es256]))
        == .invalidTokenSettings)
    #expect(await code(TokenConfiguration(keySet: url, algorithms: [.hs256])) == .invalidTokenSettings)
    #expect(
      await code(TokenConfiguration(keySet: url, algorithms: [.hs256, .es256])) == .invalidTokenSettings)
    #expect(await code(TokenConfiguration(keySet: url, algorithms: [])) == .invalidTokenSettings)
    let both = TokenConfiguration(secret: Self.secret, keySet: url, algorithms: [.es256])
    #expect(await code(both) == .invalidTokenSettings)
    #expect(await code(TokenConfiguration(keySet: url, algorithms: [.ps512])) == nil)
  }

  @Test(arguments: [
    "https://issuer.example/keys", "http://localhost/keys", "http://localhost:8080/keys",
    "http://127.0.0.1:1/",
    "http://[::1]:8080", "http://localhost?x", "/etc/keys.json", "keys.json",
  ])
  func `take keys from a file, over TLS or from this machine`(location: String) async {
    #expect(await code(TokenConfiguration(keySet: location)) == nil)
  }

  @Test(arguments: [
    "", "http://issuer.example/keys", "http://localhost.evil.example/", "http://localhost:80@evil.example/",
    "http://127.0.0.1.evil.example/", "http://user@localhost/", "http://", "ftp://issuer.example/",
    "file:///etc/keys",
    "HTTP://issuer.example/",
  ])
  func `take no keys that somebody could change on their way`(location: String) async {
    #expect(await code(TokenConfiguration(keySet: location)) == .invalidTokenSettings)
  }
}
