import HoldfastEngine

extension ConfigurationInspection {
  /// Checks that there is an agent for the routes that name none, and that every agent has models to ask.
  mutating func checkAgents() {
    let standard = ConfigurationSections.agents.key(of: Agent.defaultName)
    if configuration.agents.isEmpty {
      guard !configuration.providers.isEmpty || !configuration.models.isEmpty else { return }
      find(
        "is missing: providers or models are configured and no agent asks them; give the agent a chain",
        at: standard)
    } else if !configuration.agents.contains(where: { $0.name == Agent.defaultName }) {
      find(
        "is missing: one agent must be called \(Agent.defaultName), for the routes that name none",
        at: standard)
    }
    for agent in configuration.agents { checkChain(of: agent) }
  }

  private mutating func checkChain(of agent: HoldfastConfiguration.NamedAgent) {
    let key = ConfigurationSections.agents.key(of: agent.name) + ".chain"
    guard !agent.chain.isEmpty else {
      let problem = isGiven(key) ? "is empty" : "is missing"
      return find("\(problem): the agent \(agent.name) needs a model to ask, as provider/model", at: key)
    }
    var seen: Set<ModelName> = []
    var problems: [String] = []
    for name in agent.chain {
      if !seen.insert(name).inserted { problems.append("\"\(name)\" is in it twice") }
      if !providers.contains(name.provider) {
        let suggestion = Suggestion.words(for: name.provider, among: providers)
        problems.append("\"\(name)\" is of a provider that is not configured\(suggestion)")
      }
    }
    if !problems.isEmpty { find(problems.joined(separator: "; "), at: key) }
  }

  private var providers: [String] { configuration.providers.map(\.name) }

  /// Checks that what is said of models is said of models that are asked.
  mutating func checkModels() {
    let asked = configuration.agents.flatMap { $0.chain.map(\.description) }
    for model in configuration.models where !asked.contains(model.name) {
      let suggestion = Suggestion.words(for: model.name, among: asked)
      find(
        "is in the chain of no agent\(suggestion)", at: ConfigurationSections.models.key(of: model.name))
    }
  }
}
