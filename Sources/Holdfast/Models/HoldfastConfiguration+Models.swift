import HoldfastEngine

extension HoldfastConfiguration {
  /// The providers that can be asked: the named ones, without agents the one of ``provider``, under its kind's name.
  var askedProviders: [NamedProvider] {
    guard agents.isEmpty else { return providers }
    guard let kind = provider.access.kind else { return [] }
    var result = NamedProvider(name: kind.rawValue)
    result.access = provider.access
    result.keys = provider.key.map { [$0] } ?? []
    return [result]
  }

  /// Who can answer: the agents, without any one that asks ``provider``.
  var answeringAgents: [NamedAgent] {
    guard agents.isEmpty else { return agents }
    guard let kind = provider.access.kind else { return [] }
    // A scenario has no model; this is what it is called.
    guard let model = provider.model ?? (kind == .scripted ? "scripted-1" : nil) else { return [] }
    var result = NamedAgent(name: Agent.defaultName)
    result.systemPrompt = provider.systemPrompt
    result.chain = [ModelName(provider: kind.rawValue, model: model)]
    result.vision = provider.vision
    return [result]
  }
}
