import HoldfastEngine
import HoldfastModel
import HoldfastTools

extension ConfigurationInspection {
  /// Checks that the tools can be called, and that agents list tools that there are.
  mutating func checkTools() {
    for tool in configuration.tools {
      let key = ConfigurationSections.tools.key(of: tool.name)
      if tool.name == DocumentTool.name { find("is the name of a tool that is built in", at: key) }
      checkPresence(in: tool, key)
      checkEffect(of: tool, key)
      checkAddresses(of: tool, key)
      checkSecret(of: tool, key)
    }
    for agent in configuration.agents { checkTools(of: agent) }
    if configuration.agents.isEmpty, !configuration.tools.isEmpty {
      find(
        "is missing: tools are configured and no agent can call them; give an agent a chain and tools",
        at: ConfigurationSections.agents.key(of: Agent.defaultName))
    }
  }

  private mutating func checkPresence(in tool: HoldfastConfiguration.NamedTool, _ key: String) {
    if tool.summary.map(\.trimmingSpace.isEmpty) ?? true {
      find(
        "is missing: the tool \(tool.name) needs a summary, by which models choose it", at: "\(key).summary")
    }
    if tool.url == nil {
      find("is missing: the tool \(tool.name) needs an address to be called at", at: "\(key).url")
    }
    if tool.schema == nil {
      find(
        "is missing: the tool \(tool.name) needs the JSON Schema of its input, such as {type: object}",
        at: "\(key).schema")
    }
  }

  private mutating func checkEffect(of tool: HoldfastConfiguration.NamedTool, _ key: String) {
    guard let effect = tool.effect else {
      return find(
        "is missing: the tool \(tool.name) must say what it does to the world outside", at: "\(key).effect",
        allowed: ToolEffect.allCases.map(\.rawValue).joined(separator: ", "))
    }
    guard effect.isReversible, tool.compensateURL == nil else { return }
    find(
      "is missing: the effect \(effect.rawValue) can be undone, so the tool \(tool.name) needs the address that does it",
      at: "\(key).compensateUrl")
  }

  private mutating func checkAddresses(of tool: HoldfastConfiguration.NamedTool, _ key: String) {
    guard !tool.allowsPrivateAddresses else { return }
    let addresses = [("url", tool.url), ("compensateUrl", tool.compensateURL), ("statusUrl", tool.statusURL)]
    for (name, url) in addresses where url.flatMap(ToolEndpoint.init)?.isKnownToBePrivate ?? false {
      find(
        "is at an address that is not public, where tools are not called unless \(key).allowPrivate is true",
        at: "\(key).\(name)")
    }
  }

  private mutating func checkSecret(of tool: HoldfastConfiguration.NamedTool, _ key: String) {
    if tool.secret != nil, tool.secretVariable != nil {
      find("is given as well as \(key).secret; a tool has one", at: "\(key).secretVariable")
    }
    if let problem = tool.variableSecret.flatMap(ToolSecretRules.problem) {
      find("names a variable whose value \(problem.text)", at: "\(key).secretVariable")
    }
  }

  private mutating func checkTools(of agent: HoldfastConfiguration.NamedAgent) {
    let key = ConfigurationSections.agents.key(of: agent.name) + ".tools"
    let known = configuration.tools.map(\.name) + [DocumentTool.name]
    var seen: Set<String> = []
    var problems: [String] = []
    for name in agent.tools {
      if !seen.insert(name).inserted { problems.append("\"\(name)\" is in it twice") }
      if !known.contains(name) {
        let suggestion = Suggestion.words(for: name, among: known)
        problems.append("\"\(name)\" is a tool that is not configured\(suggestion)")
      }
    }
    if !problems.isEmpty { find(problems.joined(separator: "; "), at: key) }
  }
}
