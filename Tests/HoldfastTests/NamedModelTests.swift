import Holdfast
import HoldfastEngine
import HoldfastModel
import HoldfastProviders
import HoldfastSecurity
import Testing

/// Providers, agents and models under names of the operator's.
@Suite(.timeLimit(.minutes(1)))
struct NamedModelTests {
  /// With everything that can be said, and names that have dots, slashes and colons.
  static let everything = """
    providers:
      openai:
        kind: openai
        url: https://api.openai.com/v1
        keys: [first-key, second-key]
        keyVariables: [OPENAI_API_KEY, HOLDFAST_OTHER_KEY]
        includeUsage: false
        reasoningFields: [thoughts]
        prefill: prefix
        continuation: user-continue
        maxTokensField: max_completion_tokens
        connectTimeoutMs: 1001
        firstByteTimeoutMs: 1002
        idleTimeoutMs: 1003
        totalTimeoutMs: 1004
        maximumEventBytes: 1005
        maximumConnections: 1006
      Local_2: {kind: scripted, scenario: s.json}
      anthropic: {kind: anthropic, keys: alone}
    agents:
      default:
        description: For everything.
        systemPrompt: Be brief.
        chain:
          - openai/gpt-4.1
          - anthropic/claude-sonnet-4-5
          - Local_2/org/model:8b
        continuation: never
        format: json
        maximumOutputTokens: 4096
        quotaClass: standard
        vision: false
      second: {chain: openai/gpt-4.1}
    models:
      openai/gpt-4.1: {continuation: prefill, vision: true, firstChunkTimeoutMs: 2001, betweenChunksTimeoutMs: 2002}
      Local_2/org/model:8b: {vision: true}
    """
  static let variables = ["OPENAI_API_KEY": " third-key ", "HOLDFAST_OTHER_KEY": "fourth-key"]

  private func loaded() throws -> LoadedConfiguration {
    try Reading.load(environment: Self.variables, file: Self.everything)
  }

  @Test func everythingIsRead() throws {
    let loaded = try loaded()
    #expect(loaded.faults == [])
    let configuration = loaded.configuration
    #expect(configuration.providers.map(\.name) == ["openai", "Local_2", "anthropic"])
    let provider = configuration.providers[0]
    #expect(
      provider.allKeys.map { $0.reveal() } == ["first-key", "second-key", "third-key", "fourth-key"])
    #expect(provider.access.kind == .openai)
    #expect(provider.access.url == "https://api.openai.com/v1")
    #expect(!provider.access.includeUsage)
    #expect(provider.access.reasoningFields == ["thoughts"])
    #expect(provider.access.prefill == .prefix)
    #expect(provider.access.continuation == .userContinue)
    #expect(provider.access.tokenLimit == .maxCompletionTokens)
    #expect(provider.access.connectTimeout == .milliseconds(1001))
    #expect(provider.access.firstByteTimeout == .milliseconds(1002))
    #expect(provider.access.idleTimeout == .milliseconds(1003))
    #expect(provider.access.totalTimeout == .milliseconds(1004))
    #expect(provider.access.maximumEventBytes == 1005)
    #expect(provider.access.maximumConnections == 1006)
    #expect(configuration.providers[1].access.scenario == "s.json")
    #expect(configuration.providers[2].allKeys.map { $0.reveal() } == ["alone"])
  }

  @Test func agentsAndModelsAreRead() throws {
    let configuration = try loaded().configuration
    var agent = HoldfastConfiguration.NamedAgent(name: "default")
    agent.summary = "For everything."
    agent.systemPrompt = "Be brief."
    agent.chain = [
      ModelName(provider: "openai", model: "gpt-4.1"),
      ModelName(provider: "anthropic", model: "claude-sonnet-4-5"),
      ModelName(provider: "Local_2", model: "org/model:8b"),
    ]
    agent.continuation = .never
    agent.format = .json
    agent.maximumOutputTokens = 4096
    agent.quotaClass = "standard"
    agent.vision = false
    #expect(configuration.agents.first == agent)
    #expect(configuration.agents.map(\.name) == ["default", "second"])
    var facts = HoldfastConfiguration.ModelFacts(name: "openai/gpt-4.1")
    facts.continuation = .prefill
    facts.vision = true
    facts.firstChunkTimeout = .milliseconds(2001)
    facts.betweenChunksTimeout = .milliseconds(2002)
    #expect(configuration.models.first == facts)
    #expect(configuration.models.map(\.name) == ["openai/gpt-4.1", "Local_2/org/model:8b"])
  }

  @Test func theValuesAreListedWithTheirSources() throws {
    let text = ConfigurationListing(try loaded()).text
    for line in [
      "providers:\n  openai:\n    kind: openai                            # holdfast.yaml\n",
      "    keys: [<redacted>, <redacted>]          # holdfast.yaml\n",
      "    keyVariables: [OPENAI_API_KEY, HOLDFAST_OTHER_KEY] # holdfast.yaml\n",
      "  Local_2:\n    kind: scripted                          # holdfast.yaml\n",
      "    continuation: null                      # default\n",
      "agents:\n  default:\n    description: \"For everything.\"",
      "    chain: [openai/gpt-4.1, anthropic/claude-sonnet-4-5, \"Local_2/org/model:8b\"] # holdfast.yaml\n",
      "  second:\n", "models:\n  openai/gpt-4.1:\n    continuation: prefill ",
      "  \"Local_2/org/model:8b\":\n",
    ] { #expect(text.contains(line), "\(line)\(text)") }
  }

  /// Keys apart, which are not shown.
  @Test func theListingIsAFile() throws {
    let text = ConfigurationListing(try loaded()).text
      .replacing("keys: [<redacted>, <redacted>]", with: "keys: [first-key, second-key]")
    let again = try Reading.load(environment: Self.variables, file: text)
    #expect(again.faults == [])
    #expect(again.configuration.agents == (try loaded().configuration.agents))
    #expect(again.configuration.models == (try loaded().configuration.models))
  }

  @Test func withoutThemNothingIsListed() throws {
    let text = ConfigurationListing(try Reading.load()).text
    #expect(!text.contains("providers:"))
    #expect(!text.contains("agents:"))
    #expect(!text.contains("models:"))
  }

  @Test func theOneProviderHasNewSettings() throws {
    let loaded = try Reading.load(environment: [
      "HOLDFAST_PROVIDER": "anthropic", "HOLDFAST_PROVIDER_MODEL": "m",
      "HOLDFAST_PROVIDER_CONTINUATION": "none", "HOLDFAST_PROVIDER_PREFILL": "prefix",
      "HOLDFAST_PROVIDER_MAX_TOKENS_FIELD": "max_completion_tokens",
      "HOLDFAST_PROVIDER_REASONING_FIELDS": "a,b",
    ])
    #expect(loaded.faults == [])
    let access = loaded.configuration.provider.access
    #expect(access.kind == .anthropic)
    #expect(access.continuation == ContinuationMode.none)
    #expect(access.prefill == .prefix)
    #expect(access.tokenLimit == .maxCompletionTokens)
    #expect(access.reasoningFields == ["a", "b"])
  }
}
