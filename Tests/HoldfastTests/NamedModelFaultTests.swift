import Holdfast
import HoldfastSecurity
import Testing

/// Every fault of providers, agents and models is found, named by where it is, and said in full.
@Suite(.timeLimit(.minutes(1)))
struct NamedModelFaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var environment: [String: String]
    var faults: [String]

    init(_ file: String, _ faults: String..., environment: [String: String] = [:]) {
      (self.file, self.environment) = (file, environment)
      self.faults = faults.map { $0.replacing("@", with: "holdfast.yaml, ") }
    }

    var testDescription: String { faults.first ?? file }
  }

  private static let provider = "providers: {p: {kind: scripted}}\n"
  private static let agent = "agents: {default: {chain: p/m}}\n"

  static let names = [
    Case(
      provider + "agents: {default: {chian: p/m}}",
      "@agents.default.chian: is no setting; did you mean agents.default.chain?",
      "agents.default.chain: is missing: the agent default needs a model to ask, as provider/model"),
    Case(
      "providers: {p: {kind: scripted, limits: {maximum: 1}}}\n" + agent,
      "@providers.p.limits.maximum: is no setting"),
    Case(
      agent + "provider: {p: {kind: scripted}}",
      "@provider.p.kind: is no setting; did you mean providers.p.kind?",
      "@agents.default.chain: \"p/m\" is of a provider that is not configured"),
    Case(
      provider + agent + "model: {p/m.1: {vision: true}}",
      "@model.p/m.1.vision: is no setting; did you mean models.p/m.1.vision?"),
    Case(
      provider + agent + "models: {p/m: {visoin: true}}",
      "@models.p/m.visoin: is no setting; did you mean models.p/m.vision?"),
    Case(
      provider + "agents: hello",
      "@agents: is a section, not a setting; it has names, and each has description, systemPrompt, chain, continuation, "
        + "format, maximumOutputTokens, quotaClass, vision, tools, maximumSteps",
      "agents.default: is missing: providers or models are configured and no agent asks them; give the agent a chain"
    ),
    Case(
      provider + agent + "models: {p/m: yes}",
      "@models.p/m: is a section, not a setting; it has continuation, vision, firstChunkTimeoutMs, betweenChunksTimeoutMs"
    ),
    Case(
      provider + "agents: {default: {chain: p/m}, a b: {chain: p/m}}",
      "agents.a b: \"a b\" is no name: it takes 1 to 64 letters without accents, digits, - and _"),
    Case(
      "providers: {a.b: {kind: scripted}}\nagents: {default: {chain: a.b/m}}",
      "providers.a.b: \"a.b\" is no name: it takes 1 to 64 letters without accents, digits, - and _"),
    Case(
      provider + agent + "models: {gpt: {vision: true}}",
      "models.gpt: \"gpt\" is no model: it takes a provider, a slash and a model"),
  ]

  static let values = [
    Case(
      "providers: {p: {kind: oracle}}\n" + agent,
      "@providers.p.kind: \"oracle\" is unknown; allowed: openai, anthropic or scripted"),
    Case(
      "providers: {p: {scenario: s.json}}\n" + agent,
      "providers.p.kind: is missing: the provider p needs a kind; allowed: openai, anthropic or scripted"),
    Case(
      "providers: {p: ~}\n" + agent,
      "providers.p.kind: is missing: the provider p needs a kind; allowed: openai, anthropic or scripted"),
    Case(
      "providers: {p: {kind: openai}}\n" + agent,
      "providers.p.url: is missing: a provider of kind openai needs the address before /chat/completions"),
    Case(
      "providers: {p: {kind: anthropic, url: here}}\n" + agent,
      "@providers.p.url: the value is no http or https URL; allowed: an http or https URL without user, password and "
        + "fragment"),
    Case(
      "providers: {p: {kind: scripted, url: 'http://h', keys: [k], idleTimeoutMs: 1}}\n" + agent,
      "@providers.p.url: has no effect on a provider of kind scripted",
      "@providers.p.keys: has no effect on a provider of kind scripted",
      "@providers.p.idleTimeoutMs: has no effect on a provider of kind scripted"),
    Case(
      "providers: {p: {kind: anthropic, scenario: s, includeUsage: true, prefill: plain, maxTokensField: max_tokens}}\n"
        + agent,
      "@providers.p.scenario: has no effect on a provider of kind anthropic",
      "@providers.p.includeUsage: has no effect on a provider of kind anthropic",
      "@providers.p.prefill: has no effect on a provider of kind anthropic",
      "@providers.p.maxTokensField: has no effect on a provider of kind anthropic"),
    Case(
      provider + "agents: {default: {chain: [p/m, gpt]}}",
      "@agents.default.chain: \"gpt\" is not of the form provider/model; allowed: a list of provider/model; what is behind "
        + "the first slash is the model"),
    Case(
      provider + "agents: {default: {chain: p/m, continuation: maybe, format: xml, maximumOutputTokens: 0}}",
      "@agents.default.continuation: \"maybe\" is unknown; allowed: auto or never",
      "@agents.default.format: \"xml\" is unknown; allowed: text or json",
      "@agents.default.maximumOutputTokens: \"0\" is out of range; allowed: a whole number from 1 to 10000000"
    ),
    Case(
      provider + agent + "models: {p/m: {continuation: later, vision: 2, firstChunkTimeoutMs: 1s}}",
      "@models.p/m.continuation: \"later\" is unknown; allowed: prefill, user-continue or none",
      "@models.p/m.vision: \"2\" is neither true nor false; allowed: true or false",
      "@models.p/m.firstChunkTimeoutMs: \"1s\" is no whole number; allowed: a whole number of milliseconds from 1 to "
        + "86400000"),
  ]

  static let chains = [
    Case(
      provider + "agents: {default: {chain: []}}",
      "@agents.default.chain: is empty: the agent default needs a model to ask, as provider/model"),
    Case(
      provider + "agents: {default: {vision: true}, other: {chain: p/m}}",
      "agents.default.chain: is missing: the agent default needs a model to ask, as provider/model"),
    Case(
      "providers: {openai: {kind: scripted}}\nagents: {default: {chain: [openai/m, opena/m, x/m]}}",
      "@agents.default.chain: \"opena/m\" is of a provider that is not configured; did you mean openai?; \"x/m\" is of a "
        + "provider that is not configured"),
    Case(
      provider + "agents: {default: {chain: [p/m, p/n, p/m]}}",
      "@agents.default.chain: \"p/m\" is in it twice"),
    Case(
      provider + "agents: {helper: {chain: p/m}}",
      "agents.default: is missing: one agent must be called default, for the routes that name none"),
    Case(
      provider,
      "agents.default: is missing: providers or models are configured and no agent asks them; give the agent a chain"
    ),
    Case(
      provider + agent + "models: {p/mm: {vision: true}}",
      "models.p/mm: is in the chain of no agent; did you mean p/m?"),
    Case(
      provider + agent,
      "HOLDFAST_PROVIDER: has no effect, as agents are configured; a provider of theirs has its settings in providers, and "
        + "what is said of a model in agents",
      "HOLDFAST_SYSTEM_PROMPT: has no effect, as agents are configured; a provider of theirs has its settings in providers, "
        + "and what is said of a model in agents",
      environment: ["HOLDFAST_PROVIDER": "openai", "HOLDFAST_SYSTEM_PROMPT": "x"]),
  ]

  static let keys = [
    Case(
      "providers: {p: {kind: anthropic, keyVariables: [A_KEY, B_KEY, C_KEY]}}\n" + agent,
      "@providers.p.keyVariables: B_KEY, C_KEY are not set, and should hold a key",
      environment: ["A_KEY": "a", "B_KEY": " "]),
    Case(
      "providers: {p: {kind: anthropic, keyVariables: B_KEY}}\n" + agent,
      "@providers.p.keyVariables: B_KEY is not set, and should hold a key"),
    Case(
      "providers: {p: {kind: anthropic, keyVariables: [B_KEY, B_KEY]}}\n" + agent,
      "@providers.p.keyVariables: names a variable twice; allowed: a list of names of environment variables, in capitals",
      environment: ["B_KEY": "b"]),
    Case(
      "providers: {p: {kind: anthropic, keys: [k, l, k]}}\n" + agent,
      "@providers.p.keys: has a key twice"),
    Case(
      "providers: {p: {kind: anthropic, keys: [k], keyVariables: [A_KEY]}}\n" + agent,
      "@providers.p.keyVariables: names a variable with a key that the provider has already",
      environment: ["A_KEY": "k"]),
    Case(
      "providers: {p: {kind: anthropic, keys: ['']}}\n" + agent,
      "@providers.p.keys: has a key that is empty; allowed: a list of keys; never shown"),
    Case(
      "providers: {p: {kind: anthropic, keys: ['${OPENAI_API_KEY}']}}\n" + agent,
      "@providers.p.keys: has a key that begins with `$`; variables are named in keyVariables; allowed: a list of keys; "
        + "never shown"),
    Case(
      "providers: {p: {kind: anthropic, keyVariables: [A_KEY]}}\n" + agent,
      "@providers.p.keyVariables: names a variable that has a key with white space or other characters that cannot be sent",
      environment: ["A_KEY": "one\ntwo"]),
  ]

  @Test(arguments: names + values + chains + keys)
  func everyFaultIsFound(_ example: Case) throws {
    var environment = example.environment
    if !example.file.contains("agents:"), environment["HOLDFAST_PROVIDER"] == nil {
      environment["HOLDFAST_PROVIDER"] = ""
    }
    let faults = try Reading.faults(environment: environment, file: example.file)
    #expect(faults == example.faults)
  }

  static let kept = [
    provider + agent, provider + agent + "models:\n", provider + agent + "models: {p/m: ~}\n",
    provider + "agents: {default: {chain: p/m, description: ~}}",
    provider + "agents: {default: {chain: 'p/m,p/n'}}",
    "providers: {p: {kind: scripted}, unused: {kind: anthropic}}\n" + agent,
    "providers: {p: {kind: openai, url: 'http://localhost:1/v1'}}\n" + agent,
    "providers: {p: {kind: anthropic, url: 'http://localhost:1/v1', keys: ['with,comma']}}\n" + agent,
    "providers:\nagents: ~\nprovider: {kind: scripted}\n",
  ]

  @Test(arguments: kept)
  func whatIsRightIsNoFault(_ file: String) throws {
    #expect(try Reading.faults(file: file) == [])
  }

  @Test func allFaultsAreFoundAtOnce() throws {
    let file = """
      http: {port: x}
      providers: {p: {kind: openai, prefil: x}, q: {kind: none, keyVariables: [NO_KEY]}}
      agents: {helper: {chain: [r/m], format: xml}}
      models: {p/m: {vision: perhaps}}
      """
    #expect(
      try Reading.load(file: file).faults.map(\.key) == [
        "providers.p.prefil", "providers.q.kind", "agents.helper.format", "models.p/m.vision",
        "providers.q.keyVariables", "http.port", "providers.p.url", "agents.default", "agents.helper.chain",
        "models.p/m",
      ])
  }

  @Test func aConfigurationMadeByHandIsChecked() {
    var configuration = HoldfastConfiguration()
    var provider = HoldfastConfiguration.NamedProvider(name: "p")
    provider.access.kind = .scripted
    var agent = HoldfastConfiguration.NamedAgent(name: "default")
    agent.chain = [ModelName(provider: "p", model: "m")]
    configuration.providers = [provider]
    configuration.agents = [agent]
    #expect(throws: Never.self) { try configuration.validate() }
    configuration.providers.append(provider)
    configuration.agents[0].maximumOutputTokens = -1
    configuration.provider.access.kind = .scripted
    let error = #expect(throws: ConfigurationFaults.self) { try configuration.validate() }
    #expect(
      error?.faults.map(\.key) == ["providers.p", "agents.default.maximumOutputTokens", "provider.kind"])
  }

  /// A variable that holds a key may have a name that begins like those of settings.
  @Test func aVariableWithAKeyIsNoUnknownSetting() throws {
    let file = "providers: {p: {kind: anthropic, keyVariables: [HOLDFAST_MY_KEY]}}\n" + Self.agent
    let environment = ["HOLDFAST_MY_KEY": "k", "HOLDFAST_MY_KEY_2": "l"]
    #expect(
      try Reading.faults(environment: environment, file: file) == ["HOLDFAST_MY_KEY_2: is no setting"])
  }
}
