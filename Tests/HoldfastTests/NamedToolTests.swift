import Holdfast
import HoldfastEngine
import HoldfastModel
import HoldfastSecurity
import Testing

/// Tools and plans under names of the operator's.
@Suite(.timeLimit(.minutes(1)))
struct NamedToolTests {
  /// With everything that can be said, and schemas in each of their forms.
  static let everything = """
    providers: {p: {kind: scripted}}
    tools:
      book_room:
        summary: Books a room.
        title: "Room: booking"
        url: https://tools.example/book?v=1
        compensateUrl: https://tools.example/undo
        statusUrl: https://tools.example/status
        schema:
          type: object
          properties:
            city: {type: string, minLength: 1}
            nights: {type: [integer, "null"], minimum: 1, exclusiveMaximum: 1e2}
            board: {enum: [no, "1", 1, true, null, ~, 1.50, 2026-01-01]}
            when:
              anyOf:
                - {type: string}
                - type: object
                  properties: {}
          required: [city]
          additionalProperties: false
        effect: residue
        approval: true
        secret: a secret, with a comma
        deadlineMs: 1001
        maximumOutputBytes: 1002
      clock:
        summary: Tells the time.
        url: http://localhost:1/clock
        schema: '{"type":"object","properties":{"zone":{"type":"string"}}}'
        effect: none
        secretVariable: CLOCK_SECRET
        allowPrivate: true
    agents:
      default:
        chain: p/m
        tools: [book_room, clock, createDocument]
        maximumSteps: 3
        quotaClass: free
      other: {chain: p/m, quotaClass: paid}
    plans:
      free: {messagesPerDay: 1, messagesPerMonth: 2, tokensPerDay: 3, tokensPerMonth: 4, concurrency: 5, reserveTokens: 6}
      paid: {reserveTokens: 7}
    quota: {timeZone: Europe/Berlin}
    """
  static let variables = ["CLOCK_SECRET": " tick\n"]

  private func loaded() throws -> LoadedConfiguration {
    try Reading.load(environment: Self.variables, file: Self.everything)
  }

  @Test func toolsAreRead() throws {
    let loaded = try loaded()
    #expect(loaded.faults == [])
    #expect(loaded.configuration.tools.map(\.name) == ["book_room", "clock"])
    let tool = try #require(loaded.configuration.tools.first)
    #expect(tool.summary == "Books a room.")
    #expect(tool.title == "Room: booking")
    #expect(tool.url == "https://tools.example/book?v=1")
    #expect(tool.compensateURL == "https://tools.example/undo")
    #expect(tool.statusURL == "https://tools.example/status")
    #expect(tool.effect == .residue)
    #expect(tool.needsApproval)
    #expect(tool.effectiveSecret?.reveal() == "a secret, with a comma")
    #expect(tool.deadline == .milliseconds(1001))
    #expect(tool.maximumOutputBytes == 1002)
    #expect(!tool.allowsPrivateAddresses)
    let clock = try #require(loaded.configuration.tools.last)
    #expect(clock.effect == ToolEffect.none)
    #expect(!clock.needsApproval)
    #expect(clock.effectiveSecret?.reveal() == "tick")
    #expect(clock.deadline == .seconds(30))
    #expect(clock.maximumOutputBytes == 65_536)
    #expect(clock.allowsPrivateAddresses)
  }

  /// In a schema a word is a text unless JSON would have it otherwise: no booleans of `no`, no dates.
  @Test func aSchemaIsAMappingOrText() throws {
    let tools = try loaded().configuration.tools
    let written =
      #"{"type":"object","properties":{"city":{"type":"string","minLength":1},"#
      + #""nights":{"type":["integer","null"],"minimum":1,"exclusiveMaximum":1e2},"#
      + #""board":{"enum":["no","1",1,true,null,null,1.50,"2026-01-01"]},"#
      + #""when":{"anyOf":[{"type":"string"},{"type":"object","properties":{}}]}},"#
      + #""required":["city"],"additionalProperties":false}"#
    #expect(tools.first?.schema?.text == written)
    #expect(
      tools.last?.schema == ["type": "object", "properties": ["zone": ["type": "string"]]] as JSONValue)
  }

  @Test func agentsAndPlansAreRead() throws {
    let configuration = try loaded().configuration
    #expect(configuration.agents.map(\.tools) == [["book_room", "clock", "createDocument"], []])
    #expect(configuration.agents.map(\.maximumSteps) == [3, nil])
    var plan = HoldfastConfiguration.NamedPlan(name: "free")
    (plan.messagesPerDay, plan.messagesPerMonth, plan.tokensPerDay, plan.tokensPerMonth) = (1, 2, 3, 4)
    (plan.concurrency, plan.reserveTokens) = (5, 6)
    var unlimited = HoldfastConfiguration.NamedPlan(name: "paid")
    #expect(unlimited.reserveTokens == 2000)
    unlimited.reserveTokens = 7
    #expect(configuration.plans == [plan, unlimited])
    #expect(configuration.quota.timeZone == "Europe/Berlin")
    #expect(HoldfastConfiguration().quota.timeZone == "UTC")
  }

  /// What else is in a file is the same when it has a schema that is a mapping.
  @Test func theRestOfTheFileIsNotTouched() throws {
    let prompt = """
      provider: {kind: scripted}
      agents:
        default:
          chain: [p/m]
          systemPrompt: |
            Line one: "x" # no comment
              indented ~ 'y'

          description: 'it''s: {a}'
          maximumSteps: "5"
      providers: {p: {kind: scripted, scenario: null}}
      http: {port: 08, host: "~"}

      """
    let schema = "tools: {t: {summary: s, url: 'https://h.example', effect: none, schema: {type: object}}}\n"
    let without = try Reading.load(file: prompt)
    let with = try Reading.load(file: prompt + schema)
    #expect(with.configuration.agents == without.configuration.agents)
    #expect(
      with.configuration.agents.first?.systemPrompt == "Line one: \"x\" # no comment\n  indented ~ 'y'\n")
    #expect(with.configuration.http == without.configuration.http)
    #expect(with.faults == without.faults)
    #expect(with.origins.filter { !$0.key.hasPrefix("tools.") } == without.origins)
  }

  @Test func theListingIsAFile() throws {
    let first = ConfigurationListing(try loaded()).text
    #expect(first.contains("    secret: <redacted>"))
    #expect(first.contains("    secretVariable: CLOCK_SECRET"))
    #expect(first.contains("    url: \"https://tools.example/book?<redacted>\""))
    #expect(first.contains("    tools: [book_room, clock, createDocument]"))
    #expect(first.contains("plans:\n  free:\n    messagesPerDay: 1 "))
    let text =
      first.replacing("secret: <redacted>", with: "secret: s").replacing("?<redacted>", with: "?v=1")
    let again = try Reading.load(environment: Self.variables, file: text)
    #expect(again.faults == [])
    let configuration = try loaded().configuration
    #expect(again.configuration.agents == configuration.agents)
    #expect(again.configuration.plans == configuration.plans)
    #expect(again.configuration.tools.map(\.schema) == configuration.tools.map(\.schema))
    #expect(again.configuration.tools.map(\.url) == configuration.tools.map(\.url))
  }

  @Test func theTimeZoneIsASettingOfTheEnvironmentToo() throws {
    let loaded = try Reading.load(environment: ["HOLDFAST_QUOTA_TIME_ZONE": "Asia/Kolkata"])
    #expect(loaded.faults == [])
    #expect(loaded.configuration.quota.timeZone == "Asia/Kolkata")
  }

  /// What is built by hand is checked as well.
  @Test func twoToolsOfOneNameAreAFault() throws {
    var configuration = try loaded().configuration
    configuration.tools.append(configuration.tools[0])
    configuration.plans.append(configuration.plans[0])
    let faults = #expect(throws: ConfigurationFaults.self) { try configuration.validate() }
    #expect(
      faults?.faults.map(\.description) == [
        "tools.book_room: is there twice", "plans.free: is there twice",
      ])
  }
}
