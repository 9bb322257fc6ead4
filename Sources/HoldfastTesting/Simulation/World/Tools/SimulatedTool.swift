import HoldfastModel

/// A tool as one process calls it: what it does is done at the ``ToolDesk``, whatever becomes of the process.
struct SimulatedTool: Tool {
  let traits: SimulatedToolTraits
  let world: SimulationWorld
  let life: NodeLife
  private let random: SimulationRandom

  init(_ traits: SimulatedToolTraits, world: SimulationWorld, life: NodeLife) {
    self.traits = traits
    self.world = world
    self.life = life
    random = world.random("\(traits.name) of \(life.name)")
  }

  var effect: ToolEffect { traits.effect }
  var needsApproval: Bool { traits.needsApproval }
  var deadline: Duration { traits.deadline }

  var definition: ToolDefinition {
    ToolDefinition(
      name: traits.name, summary: "A tool of the simulation.",
      inputSchema: ["type": "object", "required": ["a"]])
  }

  // MARK: Executing

  func execute(_ call: ToolCall) async throws -> JSONValue {
    let key = try key(of: call)
    world.note(.tool(.asked, key, by: life.name))
    let fault = random.happens(world.faults.tool) ? random.one(of: ToolFault.allCases) : nil
    if let fault { world.reach(.toolFault(fault)) }
    do { return try await execute(key, fault) } catch let error as ToolError {
      guard world.sabotage == .executeAgain else { throw error }
      world.note(.tool(.asked, key, by: life.name))
      return try await execute(key, fault)
    }
  }

  private func execute(_ key: ToolKey, _ fault: ToolFault?) async throws -> JSONValue {
    if fault == .fails { throw ToolError(.failed, "The tool has no room.") }
    if fault == .hangsBefore { try await hang() }
    if fault == .unheard { throw ToolError(.unknown, "The tool did not answer.") }
    // A request that is on its way arrives, whatever becomes of whoever sent it.
    await world.pass(random.milliseconds(0...(random.happens(0.2) ? 1500 : 50)))
    guard world.desk.execute(key, for: life.name, in: world) else {
      throw ToolError(.failed, "The call was withdrawn.")
    }
    try life.check()
    if fault == .hangsAfter { try await hang() }
    if fault == .answerLost { throw ToolError(.unknown, "The tool did not answer.") }
    return ["done": .string(key.call)]
  }

  /// Is not heard of, until whoever waits for it has had enough.
  private func hang() async throws {
    while !world.healing.hasHappened { try await world.sleep(for: .milliseconds(500)) }
    throw ToolError(.unknown, "The tool did not answer.")
  }

  // MARK: Afterwards

  func status(of call: ToolCall) async throws -> ToolStatus {
    let key = try key(of: call)
    world.note(.tool(.probed, key, by: life.name))
    world.reach(.tool(.probed))
    try await pause()
    if !traits.canTell { return .unknown }
    if random.happens(world.faults.tool / 2) { throw ToolError(.unknown, "The tool did not answer.") }
    return world.desk.wasExecuted(key) ? .executed(["done": .string(key.call)]) : .notExecuted
  }

  func compensate(_ call: ToolCall) async throws {
    let key = try key(of: call)
    world.note(.tool(.undoAsked, key, by: life.name))
    do {
      try await pause()
      let isFailing = random.happens(world.faults.undo)
      if isFailing, random.happens(0.7) { throw ToolError(.failed, "The tool cannot undo it now.") }
      world.desk.undo(key, for: life.name, in: world)
      if isFailing { throw ToolError(.unknown, "The tool did not answer.") }
    } catch let error as ToolError {
      world.note(.tool(.undoFailed, key, by: life.name))
      world.reach(.tool(.undoFailed))
      throw error
    }
  }

  private func pause() async throws {
    try await world.sleep(for: random.milliseconds(0...50))
    try life.check()
  }

  private func key(of call: ToolCall) throws -> ToolKey {
    try life.check()
    guard let key = ToolKey(call) else { throw ToolError(.failed, "The call has no key.") }
    return key
  }
}
