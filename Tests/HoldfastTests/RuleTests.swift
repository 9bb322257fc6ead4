import Holdfast
import HoldfastSecurity
import Testing

/// The rules between settings.
@Suite(.timeLimit(.minutes(1)))
struct RuleTests {
  static let broken: [([String: String], String)] = [
    (
      ["HOLDFAST_PROVIDER": ""],
      "provider.kind (HOLDFAST_PROVIDER): no provider is configured: set HOLDFAST_PROVIDER to"
    ),
    (
      ["HOLDFAST_PROVIDER": "openai", "HOLDFAST_PROVIDER_MODEL": "m"],
      "provider.url (HOLDFAST_PROVIDER_URL): is missing: the provider openai needs"
    ),
    (
      ["HOLDFAST_PROVIDER": "openai", "HOLDFAST_PROVIDER_URL": "http://localhost/v1"],
      "provider.model (HOLDFAST_PROVIDER_MODEL): is missing: the provider openai needs"
    ),
    (
      ["HOLDFAST_HTTP_PORT": "8081"],
      "admin.port (HOLDFAST_ADMIN_PORT): is 8081, and so is http.port; they must"
    ),
    (["HOLDFAST_ADMIN_PORT": "8080"], "HOLDFAST_ADMIN_PORT: is 8080, and so is http.port; they must differ"),
    (
      ["HOLDFAST_HTTP_ORIGINS": "https://A.example"],
      "HOLDFAST_HTTP_ORIGINS: `https://A.example` is no origin"
    ),
    (["HOLDFAST_HTTP_ORIGINS": "*"], "HOLDFAST_HTTP_ORIGINS: `*` is no origin"),
    (
      ["HOLDFAST_SECRET": String(repeating: "s", count: 31)],
      "HOLDFAST_SECRET: the secret has 31 bytes and needs"
    ),
    (
      ["HOLDFAST_JWT_SECRET": String(repeating: "s", count: 31)],
      "HOLDFAST_JWT_SECRET: has 31 bytes and needs"
    ),
    (["HOLDFAST_JWT_ISSUER": "x"], "HOLDFAST_JWT_ISSUER: has no effect, as no tokens are taken"),
    (["HOLDFAST_JWT_AUDIENCE": "x"], "HOLDFAST_JWT_AUDIENCE: has no effect, as no tokens are taken"),
    (["HOLDFAST_JWT_ALGORITHMS": "RS256"], "HOLDFAST_JWT_ALGORITHMS: has no effect, as no tokens are taken"),
    (
      ["HOLDFAST_JWT_ALGORITHMS": "HS256", "HOLDFAST_JWT_JWKS": "keys.json"],
      "HOLDFAST_JWT_ALGORITHMS: HS256 needs jwt.secret; jwt.jwks is given, and an algorithm other than HS256 is not in"
    ),
    (
      ["HOLDFAST_ENGINE_RENEW_INTERVAL_MS": "5000"],
      "HOLDFAST_ENGINE_RENEW_INTERVAL_MS: is 5000 and must be less than half of engine.leaseMs, which is 10000"
    ),
    (
      ["HOLDFAST_ENGINE_LEASE_MS": "6000"],
      "engine.renewIntervalMs (HOLDFAST_ENGINE_RENEW_INTERVAL_MS): is 3000 and must be less than half"
    ),
    (
      ["HOLDFAST_LIMITS_FILE_BYTES": "33554433"],
      "HOLDFAST_LIMITS_FILE_BYTES: is 33554433 and must not be above"
    ),
    (
      ["HOLDFAST_LIMITS_MESSAGE_BYTES": "33554433"],
      "HOLDFAST_LIMITS_MESSAGE_BYTES: is 33554433 and must not be"
    ),
    (["HOLDFAST_LIMITS_DRAFT_BYTES": "33554433"], "HOLDFAST_LIMITS_DRAFT_BYTES: is 33554433 and must not be"),
    (
      ["HOLDFAST_LIMITS_READ_BATCH_BYTES": "1048577"],
      "HOLDFAST_LIMITS_READ_BATCH_BYTES: is 1048577 and must not"
    ),
  ]

  @Test(arguments: broken)
  func aBrokenRuleIsAFault(_ environment: [String: String], _ beginning: String) throws {
    let faults = try Reading.faults(environment: environment)
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.hasPrefix(beginning) == true, "\(faults)")
  }

  static let kept: [[String: String]] = [
    [:],
    ["HOLDFAST_HTTP_PORT": "0", "HOLDFAST_ADMIN_PORT": "0"],
    ["HOLDFAST_HTTP_HOST": "::", "HOLDFAST_ADMIN_HOST": "fe80::1%eth0"],
    ["HOLDFAST_SECRET": String(repeating: "s", count: 32)],
    ["HOLDFAST_ENGINE_RENEW_INTERVAL_MS": "4999"],
    ["HOLDFAST_HTTP_ORIGINS": "https://a.example, http://localhost:3000"],
    [
      "HOLDFAST_PROVIDER": "openai", "HOLDFAST_PROVIDER_URL": "http://localhost:1/v1?api-version=1",
      "HOLDFAST_PROVIDER_MODEL": "m",
    ],
    ["HOLDFAST_JWT_JWKS": "https://issuer.example/keys", "HOLDFAST_JWT_ALGORITHMS": "ES256,EdDSA"],
  ]

  @Test(arguments: kept)
  func aKeptRuleIsNoFault(_ environment: [String: String]) throws {
    #expect(try Reading.faults(environment: environment) == [])
  }

  @Test func aRuleAboutAFaultySettingIsNotChecked() throws {
    let faults = try Reading.load(environment: ["HOLDFAST_ENGINE_LEASE_MS": "1"]).faults
    #expect(faults.map(\.key) == ["engine.leaseMs"])
  }

  @Test func aConfigurationMadeByHandIsChecked() {
    var configuration = HoldfastConfiguration()
    #expect(throws: ConfigurationFaults.self) { try configuration.validate() }
    configuration.provider.access.kind = .scripted
    #expect(throws: Never.self) { try configuration.validate() }
    configuration.http.port = 70_000
    configuration.engine.lease = .seconds(1)
    let error = #expect(throws: ConfigurationFaults.self) { try configuration.validate() }
    #expect(error?.faults.map(\.key) == ["http.port", "engine.renewIntervalMs"])
    #expect(error?.faults.map(\.origin) == [ConfigurationOrigin.none, .none])
  }
}
