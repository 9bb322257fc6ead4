package import HoldfastEngine
package import HoldfastModel

/// What a seed makes of one agent: whom it asks, in which order, and whether its replies are gone on with.
package struct SimulatedAgent: Sendable, Hashable {
  /// The name.
  package var name: String
  /// Whom it asks, the first choice first.
  package var models: [SimulatedModel]
  /// Whether its replies are gone on with.
  package var continuation: Agent.Continuation
  /// What its replies are to be.
  package var format: ModelRequest.Format
  /// What its models may have done.
  package var tools: [SimulatedToolTraits]
  /// The plan that its replies count towards.
  package var quotaClass: String?

  /// Draws an agent that asks some of the models there are, and may have things done by some of the tools.
  package init(
    name: String, of models: [SimulatedModel], tools: [SimulatedToolTraits], plan: String,
    random: SimulationRandom
  ) {
    self.name = name
    var left = models
    var chain: [SimulatedModel] = []
    for _ in 0..<random.within(1...models.count) {
      chain.append(left.remove(at: random.below(left.count)))
    }
    self.models = chain
    continuation = random.happens(0.8) ? .auto : .never
    format = random.happens(0.1) ? .json : .text
    self.tools = random.happens(0.7) ? tools.filter { _ in random.happens(0.8) } : []
    quotaClass = random.happens(0.8) ? plan : nil
  }

  /// Whether a reply of the agent may have a seam.
  package var mayContinue: Bool { continuation == .auto && format == .text }

  /// The agent as an engine has it, with providers that live in a process.
  func agent(world: SimulationWorld, life: NodeLife) -> Agent {
    let targets = models.enumerated().map { rank, model in
      Target(provider: SimulatedProvider(model: model, world: world, life: life), rank: rank)
    }
    return Agent(
      name: name, targets: targets, continuation: continuation, format: format, quotaClass: quotaClass,
      tools: tools.map { SimulatedTool($0, world: world, life: life) })
  }
}
