import HoldfastEngine
import HoldfastModel
import Hummingbird

/// Who can be asked, for clients that let people choose.
struct AgentRoutes {
  let services: Services

  func add(to router: Router<ServerContext>) {
    router.on(.listAgents) { _, _ in list() }
  }

  /// The agents, the default one first.
  ///
  /// What a client may know: no instructions, no addresses, no keys, and nothing of how many keys there are.
  private func list() -> Response {
    let others = services.engine.agentNames.filter { $0 != Agent.defaultName }
    let agents = ([Agent.defaultName] + others).compactMap { services.engine.agent(named: $0) }
    return JSONAnswer.object { json in
      json.key("agents")
      json.array { json in
        for agent in agents { json.element(Self.description(of: agent)) }
      }
    }
  }

  private static func description(of agent: Agent) -> JSONValue {
    var models: [String] = []
    for target in agent.targets where !models.contains(target.provider.model) {
      models.append(target.provider.model)
    }
    return [
      "name": .string(agent.name), "description": agent.summary.map { .string($0) } ?? .null,
      "default": .bool(agent.name == Agent.defaultName),
      "continuation": .string(agent.continuation.rawValue), "format": .string(agent.format.rawValue),
      "vision": .bool(agent.hasVision),
      "maximumOutputTokens": agent.maximumOutputTokens.map { .number(JSONNumber($0)) } ?? .null,
      "tools": .array(agent.toolNames.map { .string($0) }),
      "quotaClass": agent.quotaClass.map { .string($0) } ?? .null,
      "models": .array(models.map { .string($0) }),
    ]
  }
}
