import Holdfast
import HoldfastEngine
import HoldfastProviders
import HoldfastSecurity
import Testing

/// How values are written.
@Suite(.timeLimit(.minutes(1)))
struct FormatTests {
  @Test func timesAreMilliseconds() throws {
    let configuration = try Reading.load(
      environment: ["HOLDFAST_ENGINE_DRAIN_BUDGET_MS": "1500"], file: "engine: {endDeadlineMs: 25}"
    ).configuration
    #expect(configuration.engine.drainBudget == .milliseconds(1500))
    #expect(configuration.engine.endDeadline == .milliseconds(25))
    #expect(configuration.engineConfiguration.drainBudget == .milliseconds(1500))
  }

  @Test func sizesAreBytes() throws {
    let configuration = try Reading.load(environment: ["HOLDFAST_LIMITS_HISTORY_BYTES": "8192"]).configuration
    #expect(configuration.engineConfiguration.historyBytes == 8192)
  }

  @Test(arguments: [
    ("true", true), ("yes", true), ("on", true), ("1", true), ("TRUE", true), (" true ", true),
    ("false", false),
    ("no", false), ("off", false), ("0", false),
  ])
  func booleans(_ text: String, _ value: Bool) throws {
    let variable = ["HOLDFAST_HTTP_SECURE_COOKIES": text]
    #expect(try Reading.load(environment: variable).configuration.http.secureCookies == value)
    #expect(
      try Reading.load(file: "http: {secureCookies: \(text)}").configuration.http.secureCookies == value)
  }

  @Test(arguments: [
    "https://a.example,https://b.example", " https://a.example , https://b.example,",
    ",https://a.example,,https://b.example",
  ])
  func listsHaveCommas(_ text: String) throws {
    let loaded = try Reading.load(environment: ["HOLDFAST_HTTP_ORIGINS": text])
    #expect(loaded.configuration.http.origins == ["https://a.example", "https://b.example"])
    #expect(try Reading.load(flags: ["http.origins": text]).configuration.http.origins.count == 2)
    #expect(try Reading.load(file: "http: {origins: '\(text)'}").configuration.http.origins.count == 2)
  }

  @Test func algorithmsAreASet() throws {
    let loaded = try Reading.load(file: "jwt: {jwks: keys.json, algorithms: [ES256, EdDSA, ES256]}")
    #expect(loaded.faults.isEmpty)
    #expect(loaded.configuration.jwt.algorithms == [.es256, .edDSA])
  }

  @Test func textIsTakenAsItIs() throws {
    let prompt = "  Be kind.\nBe brief, true. # not a comment  "
    let loaded = try Reading.load(environment: ["HOLDFAST_SYSTEM_PROMPT": prompt])
    #expect(loaded.configuration.provider.systemPrompt == prompt)
  }
}
