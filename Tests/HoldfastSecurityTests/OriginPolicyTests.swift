import HoldfastSecurity
import Testing

@Suite struct `Where a request may come from` {
  private let policy: OriginPolicy

  init() throws {
    policy = try OriginPolicy(origins: [
      "https://app.example", "http://localhost:3000", "capacitor://localhost",
    ])
  }

  struct Request: Sendable, CustomTestStringConvertible {
    var origin: String?
    var host: String? = "chat.example"
    var site: String?
    var expected: OriginDecision
    var testDescription: String {
      "\(expected): Origin \(origin ?? "–"), Host \(host ?? "–"), Sec-Fetch-Site \(site ?? "–")"
    }
  }

  @Test(arguments: [
    // Listed origins, whatever else.
    Request(origin: "https://app.example", expected: .listedOrigin),
    Request(origin: "https://app.example", site: "cross-site", expected: .listedOrigin),
    Request(origin: "https://app.example", site: "same-site", expected: .listedOrigin),
    Request(origin: "http://localhost:3000", host: nil, site: "cross-site", expected: .listedOrigin),
    Request(origin: "capacitor://localhost", site: "cross-site", expected: .listedOrigin),
    // Not quite listed ones.
    Request(origin: "http://app.example", expected: .otherOrigin),
    Request(origin: "https://app.example:8443", expected: .otherOrigin),
    Request(origin: "https://app.example.evil.example", expected: .otherOrigin),
    Request(origin: "https://evilapp.example", expected: .otherOrigin),
    Request(origin: "https://sub.app.example", expected: .otherOrigin),
    Request(origin: "https://app.example/", expected: .otherOrigin),
    Request(origin: "https://app.example, https://app.example", expected: .otherOrigin),
    Request(origin: "https://app.example https://evil.example", expected: .otherOrigin),
    Request(origin: "http://localhost", expected: .otherOrigin),
    // What the browser says of itself.
    Request(site: "same-origin", expected: .sameOrigin),
    Request(origin: "https://chat.example", site: "same-origin", expected: .sameOrigin),
    Request(
      origin: "http://localhost:5173", host: "backend:8080", site: "same-origin", expected: .sameOrigin),
    Request(site: "none", expected: .userInitiated),
    Request(site: "cross-site", expected: .otherSite),
    Request(site: "same-site", expected: .otherSite),
    Request(origin: "https://chat.example", site: "cross-site", expected: .otherSite),
    Request(origin: "https://evil.example", site: "cross-site", expected: .otherSite),
    Request(site: "", expected: .otherSite),
    Request(site: "Same-Origin", expected: .otherSite),
    Request(site: "same-origin, cross-site", expected: .otherSite),
    Request(site: "same-origin ", expected: .otherSite),
    Request(site: "anything", expected: .otherSite),
    // Browsers that send only Origin.
    Request(origin: "https://chat.example", expected: .sameHost),
    Request(origin: "http://chat.example", expected: .sameHost),
    Request(origin: "https://chat.example", host: "CHAT.example", expected: .sameHost),
    Request(origin: "https://chat.example", host: "chat.example:443", expected: .sameHost),
    Request(origin: "http://chat.example", host: "chat.example:80", expected: .sameHost),
    Request(origin: "http://192.168.1.5:8080", host: "192.168.1.5:8080", expected: .sameHost),
    Request(origin: "http://[::1]:8080", host: "[::1]:8080", expected: .sameHost),
    Request(origin: "http://chat.example", host: "chat.example:443", expected: .otherOrigin),
    Request(origin: "https://chat.example:8443", expected: .otherOrigin),
    Request(origin: "https://chat.example", host: "chat.example:8443", expected: .otherOrigin),
    Request(origin: "https://evil.example", expected: .otherOrigin),
    Request(origin: "https://chat.example.evil.example", expected: .otherOrigin),
    Request(origin: "https://evil.example", host: nil, expected: .otherOrigin),
    Request(origin: "https://chat.example", host: "", expected: .otherOrigin),
    Request(origin: "https://chat.example@evil.example", expected: .otherOrigin),
    Request(origin: "chat.example", expected: .otherOrigin),
    Request(origin: "", expected: .otherOrigin),
    Request(origin: "", host: "", expected: .otherOrigin),
    Request(origin: "://", host: "", expected: .otherOrigin),
    Request(origin: "https://", host: "", expected: .otherOrigin),
    Request(origin: "*", expected: .otherOrigin),
    // Pages without an origin of their own.
    Request(origin: "null", expected: .opaqueOrigin),
    Request(origin: "null", host: "null", expected: .opaqueOrigin),
    Request(origin: "null", site: "same-origin", expected: .opaqueOrigin),
    Request(origin: "null", site: "cross-site", expected: .opaqueOrigin),
    // No browser.
    Request(expected: .notABrowser),
    Request(host: nil, expected: .notABrowser),
  ])
  func `is decided`(request: Request) {
    let decision = policy.decide(origin: request.origin, host: request.host, secFetchSite: request.site)
    #expect(decision == request.expected)
  }

  @Test func `allowed are these and no others`() {
    let allowed: Set<OriginDecision> = [.listedOrigin, .sameOrigin, .userInitiated, .sameHost, .notABrowser]
    #expect(Set(OriginDecision.allCases.filter(\.isAllowed)) == allowed)
  }

  @Test func `other origins are listed, or not`() throws {
    #expect(policy.isListed("https://app.example"))
    for origin in ["", "null", "*", "https://chat.example", "HTTPS://app.example", "https://app.example/"] {
      #expect(!policy.isListed(origin), "\(origin)")
    }
    #expect(try OriginPolicy(origins: []).isListed("https://app.example") == false)
  }

  @Test(arguments: [
    "https://a.example", "http://a", "https://xn--bcher-kva.example", "https://a_b.example",
    "https://a.example:8443",
    "http://127.0.0.1:3000", "http://[::1]", "http://[2001:db8::1]:8080", "tauri://localhost",
    "chrome-extension://abcdef",
    "http://a.example:443", "https://a.example:80", "https://a.example:65535", "https://a.example:1",
  ])
  func `a list takes origins`(origin: String) throws {
    #expect(try OriginPolicy(origins: [origin]).isListed(origin))
  }

  @Test(arguments: [
    "*", "null", "", " ", "https://", "://a", "a.example", "//a.example", "https:a.example",
    "https:/a.example",
    "https://*", "https://*.a.example", "https://a.example/", "https://a.example/x", "https://a.example?x",
    "https://a.example#x", "https://u@a.example", "https://u:p@a.example", "https://A.example",
    "HTTPS://a.example",
    "https://a.example:443", "http://a.example:80", "https://a.example:", "https://a.example:0",
    "https://a.example:08443",
    "https://a.example:65536", "https://a.example:123456", "https://a.example:x", "https://a.example:1:2",
    " https://a.example", "https://a.example ", "https://a.example,https://b.example",
    "https://bücher.example",
    "https://a.example\n", "https://[::1", "https://::1", "https://[]", "https://[x]", "https://[::1]x",
    "1a://x", "é://x",
    "https://\u{212A}.example", "https://[::1]:", "https://[::1]:443",
  ])
  func `a list takes nothing else`(origin: String) {
    let error = #expect(throws: SecurityError.self) {
      try OriginPolicy(origins: ["https://ok.example", origin])
    }
    #expect(error?.code == .invalidOrigin)
    #expect(error?.message.contains("`\(origin)`") == true)
  }
}
