import AsyncHTTPClient
package import HoldfastEngine
import HoldfastModel
import HoldfastProviders
import HoldfastSecurity
import HoldfastTools

/// Makes the agents that a configuration names, and what they ask.
package struct AgentBuilder {
  /// How long each of several models may take to its first content, before another is the better choice.
  package static let firstChunkTimeout = Duration.seconds(20)
  /// How long each of several models may pause, before another is the better choice.
  package static let betweenChunksTimeout = Duration.seconds(15)

  private let configuration: HoldfastConfiguration
  private let providers: [String: HoldfastConfiguration.NamedProvider]
  private let facts: [String: HoldfastConfiguration.ModelFacts]
  /// By the name of the provider.
  private let scenarios: [String: Scenario]
  /// By their names.
  private let tools: [String: HTTPTool]

  /// Reads the scenarios that are configured, and makes the tools.
  ///
  /// - Parameter configuration: One with which nothing is wrong.
  /// - Throws: ``ScenarioFault`` for the first that cannot be played; `HTTPToolError` for a tool that cannot be called.
  package init(_ configuration: HoldfastConfiguration) throws {
    self.configuration = configuration
    providers = Dictionary(configuration.askedProviders.map { ($0.name, $0) }) { first, _ in first }
    facts = Dictionary(configuration.models.map { ($0.name, $0) }) { first, _ in first }
    var scenarios: [String: Scenario] = [:]
    for provider in configuration.askedProviders where provider.access.kind == .scripted {
      guard let path = provider.access.scenario else { continue }
      do { scenarios[provider.name] = try Scenario(file: path) } catch {
        throw ScenarioFault(path: path, error: error)
      }
    }
    self.scenarios = scenarios
    var tools: [String: HTTPTool] = [:]
    for entry in configuration.tools { tools[entry.name] = try entry.httpTool() }
    self.tools = tools
  }

  /// The agents.
  ///
  /// Agents that ask the same model with the same key share what asks it.
  ///
  /// - Parameter clients: The clients of the same configuration.
  package func agents(clients: ProviderClients) -> [Agent] {
    var made: [String: any ModelProvider] = [:]
    return configuration.answeringAgents.map { entry in
      Agent(
        name: entry.name,
        targets: entry.chain.enumerated().flatMap { rank, name in
          targets(of: name, at: rank, in: entry, clients: clients, made: &made)
        },
        system: entry.systemPrompt, continuation: entry.continuation,
        maximumOutputTokens: entry.maximumOutputTokens, format: entry.format, summary: entry.summary,
        quotaClass: entry.quotaClass, tools: entry.tools.compactMap { tools[$0] },
        makesDocuments: entry.tools.contains(DocumentTool.name), maximumSteps: entry.maximumSteps)
    }
  }

  /// The targets of one place of a chain: one for each key.
  private func targets(
    of name: ModelName, at rank: Int, in agent: HoldfastConfiguration.NamedAgent, clients: ProviderClients,
    made: inout [String: any ModelProvider]
  ) -> [Target] {
    guard let provider = providers[name.provider] else { return [] }
    let facts = facts[name.description]
    let isAlone = agent.chain.count == 1
    let engine = configuration.engine
    let keys = provider.allKeys.isEmpty ? [nil] : provider.allKeys.map(Optional.some)
    return keys.enumerated().compactMap { index, key in
      let id = index == 0 ? "\(name)" : "\(name)#\(index + 1)"
      let asker = made[id] ?? asker(of: name, provider, key: key, client: clients[provider.name])
      guard let asker else { return nil }
      made[id] = asker
      return Target(
        id: id, provider: asker, rank: rank, hasVision: facts?.vision ?? agent.vision,
        firstChunkTimeout: facts?.firstChunkTimeout
          ?? (isAlone ? nil : min(engine.firstChunkTimeout, Self.firstChunkTimeout)),
        betweenChunksTimeout: facts?.betweenChunksTimeout
          ?? (isAlone ? nil : min(engine.betweenChunksTimeout, Self.betweenChunksTimeout)))
    }
  }

  /// What asks a model with a key; `nil` when its provider cannot be asked, which is a fault of the configuration.
  private func asker(
    of name: ModelName, _ provider: HoldfastConfiguration.NamedProvider, key: SecretText?,
    client: HTTPClient?
  ) -> (any ModelProvider)? {
    let continuation = facts[name.description]?.continuation ?? provider.access.continuation
    switch (provider.access.kind, client) {
    case (.openai, let client?):
      return OpenAICompatibleProvider(
        configuration: provider.openAICompatible(model: name.model, key: key, continuation: continuation),
        client: client)
    case (.scripted, _):
      return ScriptedProvider(
        name: provider.name, model: name.model, scenario: scenarios[provider.name] ?? .demo,
        continuation: continuation ?? .none)
    case (.anthropic, let client?):
      return AnthropicProvider(
        configuration: provider.anthropic(model: name.model, key: key, continuation: continuation),
        client: client)
    case (nil, _), (.openai, nil), (.anthropic, nil): return nil
    }
  }
}
