import Holdfast
import Testing

/// What `holdfast config show` prints.
@Suite(.timeLimit(.minutes(1)))
struct ListingTests {
  @Test func valuesHaveTheirSources() throws {
    let loaded = try Reading.load(
      flags: ["http.host": "0.0.0.0"], environment: ["HOLDFAST_SECRET": "0123456789abcdef0123456789abcdef"],
      file: "http: {origins: ['https://a.example']}")
    let text = ConfigurationListing(loaded).text
    #expect(
      text.hasPrefix(
        """
        http:
          host: 0.0.0.0                             # --host
          port: 8080                                # default
          origins: ["https://a.example"]            # holdfast.yaml
          secureCookies: false                      # default
          webRoot: null                             # default

        """))
    #expect(text.contains("\nsecret: <redacted>                          # HOLDFAST_SECRET\n"))
  }

  @Test(arguments: ["x", "70000"])
  func anInvalidValueIsNotShownAsIfItCounted(_ port: String) throws {
    let text = ConfigurationListing(try Reading.load(environment: ["HOLDFAST_HTTP_PORT": port])).text
    #expect(text.contains("  port: <invalid>                           # HOLDFAST_HTTP_PORT\n"))
  }

  /// What is printed can be used as a file, and means the same.
  @Test(arguments: [
    [:], ["HOLDFAST_HTTP_PORT": "1", "HOLDFAST_HTTP_ORIGINS": "https://a.example,https://b.example:8443"],
    ["HOLDFAST_SYSTEM_PROMPT": "a: \"b\" #c\n\t\\ \u{7} \u{85} ü 🙂 'd' {e} [f] & * ! | > % @ `"],
    ["HOLDFAST_SYSTEM_PROMPT": "- x"], ["HOLDFAST_SYSTEM_PROMPT": "<<"], ["HOLDFAST_SYSTEM_PROMPT": " x "],
    ["HOLDFAST_DATA_DIR": "/a b/c", "HOLDFAST_DURABILITY": "process", "HOLDFAST_HTTP_HOST": "::1"],
    ["HOLDFAST_JWT_JWKS": "keys.json", "HOLDFAST_JWT_ALGORITHMS": "EdDSA,ES256"],
  ])
  func theListingIsAFile(_ environment: [String: String]) throws {
    let first = try Reading.load(environment: environment)
    let text = ConfigurationListing(first).text
    let second = try Reading.load(file: text)
    #expect(second.faults.isEmpty, "\(second.faults)")
    let strip = { (text: String) in text.split(separator: "\n").map { $0.prefix { $0 != "#" } } }
    #expect(strip(ConfigurationListing(second).text) == strip(text))
    #expect(second.configuration.provider.systemPrompt == first.configuration.provider.systemPrompt)
    #expect(second.configuration.http == first.configuration.http)
    #expect(second.configuration.dataDirectory == first.configuration.dataDirectory)
  }
}
