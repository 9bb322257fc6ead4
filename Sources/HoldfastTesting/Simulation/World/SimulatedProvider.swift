package import HoldfastModel

/// A model whose answers, and whose failures, the seed writes.
package struct SimulatedProvider: ModelProvider {
  private let settings: SimulatedModel
  private let world: SimulationWorld
  private let life: NodeLife
  private let random: SimulationRandom

  package init(model: SimulatedModel, world: SimulationWorld, life: NodeLife) {
    settings = model
    self.world = world
    self.life = life
    random = world.random("\(model.name) of \(life.name)")
  }

  package var name: String { settings.name }
  package var model: String { settings.model }
  package var continuation: ContinuationMode { settings.continuation }

  package func reply(
    to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    try life.check()
    // Nobody connects for a call that is given up.
    try Task.checkCancellation()
    do { try await call(request, onEvent) } catch let error as ProviderError {
      guard world.sabotage == .retryInside, error.kind == .server else { throw error }
      try await call(request, onEvent)
    }
  }

  private func call(
    _ request: ModelRequest, _ onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    let call = ProviderCall(
      number: world.nextNumber(), process: life.name, provider: name, model: model,
      message: answered(by: request) ?? MessageID(rawValue: "none"), step: request.step,
      said: said(before: request),
      tools: request.tools.map(\.name), continuing: request.continuing)
    world.note(.providerCalled(call))
    let fault = drawFault()
    if let fault { world.reach(.provider(fault)) }
    let world = world
    try await withTaskCancellationHandler {
      try await answer(call, fault, onEvent)
    } onCancel: {
      world.note(.providerGivenUp(call.number))
    }
  }

  /// What is answered: the user's message, or the reply that is gone on with.
  private func answered(by request: ModelRequest) -> MessageID? {
    guard let last = request.messages.last else { return nil }
    if last.role == .user { return last.id }
    return life.message(answeredBy: last.id) ?? request.messages.last { $0.role == .user }?.id
  }

  /// What the reply said in its earlier steps; `nil` where some of it may be of another stream.
  private func said(before request: ModelRequest) -> String? {
    guard let last = request.messages.last, last.role == .assistant else { return "" }
    return answered(by: request) == last.id ? nil : last.text
  }

  private func drawFault() -> ProviderFault? {
    if settings.isHealthy || world.healing.hasHappened { return nil }
    if let outage = settings.outage(at: world.scheduler.now) { return outage }
    return random.happens(world.faults.provider) ? random.one(of: ProviderFault.allCases) : nil
  }

  private func answer(
    _ call: ProviderCall, _ fault: ProviderFault?, _ onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    let speech = SimulatedSpeech(
      call: call, model: settings, fault: fault, world: world, random: random)
    var ending = ProviderEnding(call: call.number)
    ending.text = call.said.map { $0 + (call.continuing?.text ?? "") }
    var failure: (any Error)?
    do {
      try await speech.give { event, isRepeated in
        try life.check()
        ending.note(event, isRepeated: isRepeated)
        try await onEvent(event)
      }
    } catch {
      ending.hasOwnFinish = false
      failure = error
    }
    if !speech.isExact { ending.text = nil }
    // What a dead process was told, nobody heard.
    try life.check()
    world.note(.providerEnded(ending))
    if world.sabotage == .finishCuts, failure is ProviderError || failure is SimulatedSpeech.SilentEnd {
      return try await onEvent(.finish(.stop))
    }
    if let failure, !(failure is SimulatedSpeech.SilentEnd) { throw failure }
  }
}

extension ModelRequest {
  /// How many steps the reply has had.
  fileprivate var step: Int {
    guard let last = messages.last, last.role == .assistant else { return 0 }
    return last.parts.count { $0.type == "step-start" }
  }
}

extension ProviderEnding {
  /// Takes what is said.
  fileprivate mutating func note(_ event: ProviderEvent, isRepeated: Bool) {
    switch event {
    case .finish: hasOwnFinish = true
    case .usage(let usage): outputTokens = max(outputTokens ?? 0, usage.outputTokens ?? 0)
    case .model: break
    case .textDelta(let delta):
      hasContent = true
      if isRepeated { repeated += delta.count } else { text?.append(delta) }
    default: hasContent = true
    }
  }
}
