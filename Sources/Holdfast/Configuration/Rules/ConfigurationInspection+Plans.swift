import HoldfastEngine

extension ConfigurationInspection {
  /// Checks that every agent has a plan where there are plans.
  ///
  /// One that was forgotten would be free of all limits.
  mutating func checkPlans() {
    guard !configuration.plans.isEmpty else { return }
    if configuration.agents.isEmpty {
      find(
        "is missing: plans are configured and no agent names one; give the agent a chain and a quotaClass",
        at: ConfigurationSections.agents.key(of: Agent.defaultName))
    }
    let known = configuration.plans.map(\.name)
    for agent in configuration.agents {
      let key = ConfigurationSections.agents.key(of: agent.name) + ".quotaClass"
      guard let plan = agent.quotaClass else {
        find(
          "is missing: plans are configured, so the agent \(agent.name) must name one; a plan without limits refuses "
            + "nothing",
          at: key)
        continue
      }
      if !known.contains(plan) {
        let suggestion = Suggestion.words(for: plan, among: known)
        find("\"\(plan)\" is a plan that is not configured\(suggestion)", at: key)
      }
    }
  }
}
