import HoldfastModel
import HoldfastStores

extension Engine {
  /// Does what crashes left undone.
  var recovery: Recovery {
    Recovery(context: context, node: node, calling: calling(for:)) { [weak self] record, contents in
      await self?.goOn(with: record, contents) ?? .ends
    }
  }

  /// Whether another owner of a stream may go on with it, as far as its agent is concerned.
  func mayGoOn(_ record: StreamRecord, _ agent: Agent) -> Bool {
    let configuration = context.configuration
    return agent.continuation == .auto && record.epoch < configuration.maximumAttempts
      && configuration.maximumContinuations > 0
      && agent.targets.contains { $0.provider.continuation != .none }
  }

  /// Fills on a stream that was taken over, where its agent and what it holds allow it.
  private func goOn(with record: StreamRecord, _ contents: LogReading.Contents) async -> TakenOver {
    guard let agent = agents[record.header.agent], agent.continuation == .auto,
      RunMachine.firstAttempt(of: record, seams: contents.seams) <= context.configuration.maximumAttempts,
      runningCount < context.configuration.maximumRuns
    else { return .ends }
    let assembler = contents.assembler
    let rule = SpliceRule(policy: agent.continuation, format: agent.format)
    var text: String?
    switch rule.verdict(on: assembler, hasDelivered: assembler.hasContent) {
    case .no: return .ends
    case .begin: break
    case .goOn(let said):
      guard contents.seams < context.configuration.maximumContinuations,
        agent.targets.contains(where: { $0.provider.continuation != .none })
      else { return .ends }
      text = said
    }
    // Without its claim, or the message that it goes on with, nobody can be asked.
    let conversations = context.conversations[record.header.principal]
    // One that was stopped, or cut by a newer turn, is nobody's to go on with.
    guard let claim = try? await conversations.claim(of: record.stream, in: record.header.session),
      claim.state == .claimed, claim.cutBy == nil, let opening = try? await opening(of: claim),
      // What was approved may have been done for a stream that this one replaces, which only a Retry knows.
      opening.approved.isEmpty
    else { return .ends }
    if isDraining { return .isLeft }
    let models = Set(agent.targets.map(\.provider.model))
    let machine = RunMachine(
      continuing: record, assembler: assembler, text: text, model: models.count == 1 ? models.first : nil,
      seams: contents.seams, opening: opening, rule: rule, tools: agent.toolRules,
      mayHandOver: mayGoOn(record, agent), limits: limits(for: agent))
    let live = context.hub.open(
      record.stream, length: record.length, epoch: record.epoch,
      windowBytes: context.configuration.hubWindowBytes)
    launch(machine, in: record, live: live, isTakenOver: true, agent: agent) {
      try await self.question(for: record.header, agent: agent, superseding: claim.supersedes)
    }
    return .goesOn
  }
}
