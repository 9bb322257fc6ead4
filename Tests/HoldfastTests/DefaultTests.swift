import Foundation
import Holdfast
import HoldfastEngine
import HoldfastHTTP
import HoldfastSQLite
import Logging
import Testing

/// The defaults, and that table, configuration and modules agree.
@Suite(.timeLimit(.minutes(1)))
struct DefaultTests {
  @Test func theDefaultsAreTheModulesOwn() {
    #expect(HoldfastConfiguration().engineConfiguration == EngineConfiguration())
    #expect(HoldfastConfiguration().httpConfiguration == HTTPConfiguration())
  }

  @Test func theDefaultsAreTheDocumentedOnes() {
    let configuration = HoldfastConfiguration()
    #expect(configuration.http.host == "127.0.0.1")
    #expect(configuration.http.port == 8080)
    #expect(configuration.admin.host == "127.0.0.1")
    #expect(configuration.admin.port == 8081)
    #expect(configuration.dataDirectory == ".holdfast")
    #expect(configuration.durability == .power)
    #expect(configuration.provider.access.kind == nil)
    #expect(configuration.limits.bodyBytes == 32 << 20)
    #expect(configuration.engine.lease == .seconds(10))
    #expect(configuration.log.level == .info)
  }

  /// A setting that the modules have and the configuration does not pass on would be a setting without effect.
  @Test func everyMemberOfTheModulesCanBeSet() throws {
    var environment: [String: String] = [:]
    let others = [
      "engine.leaseMs": "901", "attempts.maximum": "4", "attempts.continuations": "2",
      "attempts.breakers": "false", "attempts.retryMaximumMs": "402",
      "attempts.breakerMaximumOpenMs": "402",
      "attempts.maximumConcurrency": "402", "quota.timeZone": "Europe/Berlin", "quota.reservationMs": "1401",
      "quota.retentionMs": "60401", "effects.maximumSteps": "41",
    ]
    for setting in Setting.all
    where ["limits", "engine", "attempts", "quota", "effects"].contains(setting.section.first) {
      // Within every range and rule, and no default.
      environment[setting.variable] = others[setting.key] ?? "401"
    }
    environment["HOLDFAST_HTTP_WRITE_DEADLINE_MS"] = "401"
    environment["HOLDFAST_HTTP_BODY_DEADLINE_MS"] = "401"
    environment["HOLDFAST_HTTP_RETRY_MS"] = "401"
    environment["HOLDFAST_ADMIN_PROBE_DEADLINE_MS"] = "401"
    environment["HOLDFAST_HTTP_WEB_ROOT"] = "401"
    let loaded = try Reading.load(environment: environment)
    #expect(loaded.faults.isEmpty)
    expectChanged(EngineConfiguration(), loaded.configuration.engineConfiguration)
    expectChanged(HTTPConfiguration(), loaded.configuration.httpConfiguration)
  }

  private func expectChanged<Value>(_ standard: Value, _ changed: Value) {
    for (before, after) in zip(Mirror(reflecting: standard).children, Mirror(reflecting: changed).children) {
      #expect("\(before.value)" != "\(after.value)", "\(before.label ?? "")")
    }
  }

  @Test func everyMemberOfTheConfigurationHasASetting() {
    // The names in the configuration and in the file differ in places, their number does not.
    let configuration = HoldfastConfiguration()
    let groups: [Any] = [
      configuration.http, configuration.admin, configuration.provider, configuration.jwt,
      configuration.limits, configuration.attempts,
      configuration.engine, configuration.log, configuration.stores, configuration.provider.access,
      configuration.quota, configuration.effects,
    ]
    let members = groups.map(Self.count).reduce(0, +)
    // The sections of the file whose members have names of their own: providers, agents, models, tools and plans.
    let others = Self.count(configuration) - groups.count - 5
    #expect(members + others == Setting.all.count)
  }

  /// Every member of an entry has a setting, but for its name and what the others make of it.
  @Test func everyMemberOfAnEntryHasASetting() throws {
    let provider = HoldfastConfiguration.NamedProvider(name: "")
    #expect(try Self.rows("providers") == Self.count(provider) - 3 + Self.count(provider.access))
    #expect(try Self.rows("agents") == Self.count(HoldfastConfiguration.NamedAgent(name: "")) - 1)
    #expect(try Self.rows("models") == Self.count(HoldfastConfiguration.ModelFacts(name: "")) - 1)
    #expect(try Self.rows("tools") == Self.count(HoldfastConfiguration.NamedTool(name: "")) - 2)
    #expect(try Self.rows("plans") == Self.count(HoldfastConfiguration.NamedPlan(name: "")) - 1)
  }

  private static func count(_ value: Any) -> Int { Mirror(reflecting: value).children.count }

  /// How many settings the reference has of a section.
  private static func rows(_ section: String) throws -> Int {
    let lines = ConfigurationReference.markdown.split(separator: "\n", omittingEmptySubsequences: false)
    let head = try #require(lines.firstIndex { $0.hasPrefix("| `\(section).<") })
    return lines[(head + 2)...].prefix { $0.hasPrefix("|") }.count
  }

  @Test func namesAreUnique() {
    #expect(Set(Setting.all.map(\.key)).count == Setting.all.count)
    #expect(Set(Setting.all.map(\.variable)).count == Setting.all.count)
    let flags = Setting.all.compactMap(\.flag)
    #expect(Set(flags).count == flags.count)
  }

  @Test(arguments: [
    ("http.port", "HOLDFAST_HTTP_PORT"), ("http.webRoot", "HOLDFAST_HTTP_WEB_ROOT"),
    ("dataDir", "HOLDFAST_DATA_DIR"),
    ("provider.kind", "HOLDFAST_PROVIDER"), ("provider.scenario", "HOLDFAST_SCENARIO"),
    ("provider.systemPrompt", "HOLDFAST_SYSTEM_PROMPT"), ("jwt.jwks", "HOLDFAST_JWT_JWKS"),
    ("limits.historyBytes", "HOLDFAST_LIMITS_HISTORY_BYTES"), ("engine.leaseMs", "HOLDFAST_ENGINE_LEASE_MS"),
  ])
  func variablesFollowFromKeys(_ key: String, _ variable: String) {
    #expect(Setting.named(key)?.variable == variable)
  }

  @Test func theReferenceIsUpToDate() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
    let isCurrent = page == ConfigurationReference.markdown
    #expect(isCurrent, "run: holdfast config docs > docs/configuration.md")
  }
}
