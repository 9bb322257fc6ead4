import Foundation
import Holdfast
import HoldfastEngine
import HoldfastModel
import HoldfastProviders
import Testing

/// What agents become of a configuration.
@Suite(.timeLimit(.minutes(1)))
struct AgentBuilderTests {
  /// The agents of a file, which must have no fault.
  private func agents(
    _ file: String? = nil, environment: [String: String] = [:]
  ) async throws -> [Agent] {
    let configuration = try Reading.load(environment: environment, file: file).valid()
    let clients = ProviderClients(configuration)
    let agents = try AgentBuilder(configuration).agents(clients: clients)
    try await clients.shutDown()
    return agents
  }

  @Test func aChainHasATargetForEveryModelAndKey() async throws {
    let agents = try await agents(
      NamedModelTests.everything.replacing(", scenario: s.json", with: ""),
      environment: NamedModelTests.variables)
    #expect(agents.map(\.name) == ["default", "second"])
    let agent = agents[0]
    #expect(agent.system == "Be brief.")
    #expect(agent.summary == "For everything.")
    #expect(agent.continuation == .never)
    #expect(agent.format == .json)
    #expect(agent.maximumOutputTokens == 4096)
    #expect(agent.quotaClass == "standard")
    #expect(
      agent.targets.map(\.id) == [
        "openai/gpt-4.1", "openai/gpt-4.1#2", "openai/gpt-4.1#3", "openai/gpt-4.1#4",
        "anthropic/claude-sonnet-4-5", "Local_2/org/model:8b",
      ])
    #expect(agent.targets.map(\.rank) == [0, 0, 0, 0, 1, 2])
    #expect(agent.targets.map(\.hasVision) == [true, true, true, true, false, true])
    #expect(agent.targets.map(\.provider.model).last == "org/model:8b")
    #expect(agent.targets.map(\.provider.name).last == "Local_2")
    #expect(agents[1].targets.map(\.rank) == [0, 0, 0, 0])
  }

  @Test func aTargetIsReachedAsItsProviderSays() async throws {
    let agents = try await agents(
      NamedModelTests.everything.replacing(", scenario: s.json", with: ""),
      environment: NamedModelTests.variables)
    let targets = agents[0].targets.compactMap { ($0.provider as? OpenAICompatibleProvider)?.configuration }
    #expect(
      targets.map(\.key) == ["first-key", "second-key", "third-key", "fourth-key"].map(ProviderKey.init))
    let target = try #require(targets.first)
    #expect(target.name == "openai")
    #expect(target.model == "gpt-4.1")
    #expect(target.baseURL == "https://api.openai.com/v1")
    #expect(!target.includeUsage)
    #expect(target.connectTimeout == .milliseconds(1001))
    #expect(target.firstByteTimeout == .milliseconds(1002))
    #expect(target.idleTimeout == .milliseconds(1003))
    #expect(target.totalTimeout == .milliseconds(1004))
    #expect(target.maximumEventBytes == 1005)
    #expect(target.maximumConnections == 1006)
    #expect(target.prefill == .prefix)
    #expect(target.reasoningFields == ["thoughts"])
    #expect(target.tokenLimit == .maxCompletionTokens)
    #expect(targets.allSatisfy { $0.continuation == .prefill })
    let others = agents[0].targets.compactMap { ($0.provider as? AnthropicProvider)?.configuration }
    let anthropic = try #require(others.first)
    #expect(anthropic.name == "anthropic")
    #expect(anthropic.model == "claude-sonnet-4-5")
    #expect(anthropic.key == ProviderKey("alone"))
    #expect(anthropic.baseURL == "https://api.anthropic.com/v1")
  }

  static let times: [(String, String, Duration?, Duration?)] = [
    // One model has nobody behind it: the engine's times stand.
    ("chain: p/a", "", nil, nil),
    ("chain: [p/a, p/b]", "", .seconds(20), .seconds(15)),
    (
      "chain: [p/a, p/b]", "engine: {firstChunkTimeoutMs: 9000, betweenChunksTimeoutMs: 8000}", .seconds(9),
      .seconds(8)
    ),
    (
      "chain: [p/a, p/b]", "models: {p/a: {firstChunkTimeoutMs: 60000, betweenChunksTimeoutMs: 30000}}",
      .seconds(60),
      .seconds(30)
    ),
    ("chain: p/a", "models: {p/a: {firstChunkTimeoutMs: 7000}}", .seconds(7), nil),
  ]

  @Test(arguments: times)
  func theTimesOfAModel(_ chain: String, _ more: String, _ first: Duration?, _ between: Duration?)
    async throws
  {
    let file = "providers: {p: {kind: scripted}}\nagents: {default: {\(chain)}}\n\(more)\n"
    let target = try #require(try await agents(file).first?.targets.first)
    #expect(target.firstChunkTimeout == first)
    #expect(target.betweenChunksTimeout == between)
  }

  static let continuations: [(String, String, ContinuationMode, ContinuationMode)] = [
    ("", "", .userContinue, .prefill),
    ("continuation: none", "", .none, .none),
    ("", "{continuation: none}", .none, .none),
    ("continuation: none", "{continuation: user-continue}", .userContinue, .userContinue),
  ]

  @Test(arguments: continuations)
  func whatAModelGoesOnWith(
    _ provider: String, _ model: String, _ openai: ContinuationMode, _ anthropic: ContinuationMode
  ) async throws {
    let more = provider.isEmpty ? "" : ", \(provider)"
    let facts = model.isEmpty ? "" : "models: {o/m: \(model), a/m: \(model)}"
    let file = """
      providers:
        o: {kind: openai, url: 'http://h/v1'\(more)}
        a: {kind: anthropic\(more)}
      agents: {default: {chain: [o/m, a/m]}}
      \(facts)
      """
    let targets = try await agents(file)[0].targets
    #expect((targets[0].provider as? OpenAICompatibleProvider)?.configuration.continuation == openai)
    #expect((targets[1].provider as? AnthropicProvider)?.configuration.continuation == anthropic)
  }

  @Test func severalKeysOfOneModelAreOnePlace() async throws {
    let file =
      "providers: {p: {kind: openai, url: 'http://h/v1', keys: [k, l]}}\nagents: {default: {chain: p/a}}"
    let targets = try await agents(file)[0].targets
    #expect(targets.map(\.id) == ["p/a", "p/a#2"])
    #expect(targets.allSatisfy { $0.rank == 0 && $0.firstChunkTimeout == nil })
  }

  @Test func agentsShareWhatAsksAModel() async throws {
    let file = "providers: {p: {kind: scripted}}\nagents: {default: {chain: p/a}, other: {chain: [p/b, p/a]}}"
    let agents = try await agents(file)
    let (first, second) = (agents[0].targets[0].provider, agents[1].targets[1].provider)
    #expect(first as? ScriptedProvider === second as? ScriptedProvider)
    #expect(first as? ScriptedProvider !== agents[1].targets[0].provider as? ScriptedProvider)
  }

  @Test func theOneProviderIsTheDefaultAgent() async throws {
    let agents = try await agents(
      environment: [
        "HOLDFAST_PROVIDER": "openai", "HOLDFAST_PROVIDER_URL": "http://h/v1",
        "HOLDFAST_PROVIDER_MODEL": "org/m",
        "HOLDFAST_PROVIDER_KEY": "k", "HOLDFAST_PROVIDER_VISION": "no", "HOLDFAST_SYSTEM_PROMPT": "Be brief.",
        "HOLDFAST_PROVIDER_IDLE_TIMEOUT_MS": "7", "HOLDFAST_PROVIDER_INCLUDE_USAGE": "no",
      ])
    #expect(agents.map(\.name) == ["default"])
    #expect(agents[0].system == "Be brief.")
    #expect(agents[0].targets.map(\.id) == ["openai/org/m"])
    #expect(agents[0].targets[0].firstChunkTimeout == nil)
    #expect(!agents[0].hasVision)
    let provider = try #require(agents[0].targets[0].provider as? OpenAICompatibleProvider)
    #expect(provider.configuration.key == ProviderKey("k"))
    #expect(provider.configuration.baseURL == "http://h/v1")
    #expect(provider.configuration.model == "org/m")
    #expect(provider.configuration.idleTimeout == .milliseconds(7))
    #expect(!provider.configuration.includeUsage)
  }

  @Test func aScenarioNeedsNothingElse() async throws {
    let agents = try await agents(environment: ["HOLDFAST_PROVIDER": "scripted"])
    #expect(agents.map { $0.targets.map(\.id) } == [["scripted/scripted-1"]])
  }

  @Test func aScenarioThatCannotBePlayedIsNamed() throws {
    let file =
      "providers: {p: {kind: scripted, scenario: /nonexistent/s.json}}\nagents: {default: {chain: p/a}}"
    let configuration = try Reading.load(file: file).valid()
    let error = #expect(throws: ScenarioFault.self) { _ = try AgentBuilder(configuration) }
    #expect(error?.description == "the scenario /nonexistent/s.json cannot be used: the file cannot be read")
  }
}
