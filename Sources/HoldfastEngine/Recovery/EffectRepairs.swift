import HoldfastModel
import HoldfastStores
import Logging

/// Undoes the effects that are to be undone and are not yet, in streams that have ended.
///
/// Harmless when run twice, on any number of nodes: whoever tries first moves the entry's time on, and undoing a call again
/// does nothing.
struct EffectRepairs: Sendable {
  let context: Run.Context
  let calling: @Sendable (StreamHeader) -> ToolCalling

  /// How many entries one look takes.
  private static let batch = 256

  private var configuration: EngineConfiguration { context.configuration }

  /// One pass.
  ///
  /// - Throws: ``StoreError`` when the log does not answer; what was done stays done.
  func run() async throws {
    var place: StreamEffect.Place?
    while true {
      let effects = try await context.log.effects(
        in: [.intent, .executing, .compensating], after: place, limit: Self.batch)
      for effect in effects where effect.record.state != nil { try await repair(effect) }
      guard effects.count == Self.batch else { return }
      place = effects.last?.place
    }
  }

  private func repair(_ effect: StreamEffect) async throws {
    let now = context.environment.now()
    let entry = effect.entry
    switch entry.state {
    // Streams end with neither; should one have, nobody knows what became of the call.
    case .intent, .executing:
      var next = entry
      next.state = .manualReview
      next.detail = "its stream ended while it was being called"
      next.changedAt = now
      _ = try await move(effect, to: next)
    case .compensating:
      if let dueAt = entry.dueAt, dueAt > now { return }
      guard try await isItsTurn(effect) else { return }
      try await compensate(effect, at: now)
    case .confirmed, .failed, .compensated, .manualReview: return
    }
  }

  /// Whether all later calls of the stream are undone: effects are undone in the reverse order (I26).
  private func isItsTurn(_ effect: StreamEffect) async throws -> Bool {
    let ledger = try await context.log.effects(of: effect.record.stream)
    return !ledger.contains { $0.number > effect.entry.number && $0.state == .compensating }
  }

  private func compensate(_ effect: StreamEffect, at now: Timestamp) async throws {
    var trying = effect.entry
    trying.tries += 1
    trying.dueAt = now + EffectLedger.wait(after: trying.tries)
    trying.changedAt = now
    // Whoever moves it tries it.
    guard try await context.log.moveEffect(of: effect.record.stream, from: effect.entry, to: trying) else {
      return
    }
    let failure = await calling(effect.record.header).compensate(trying)
    var next = trying
    if failure == nil {
      next.state = .compensated
    } else if trying.tries >= configuration.maximumCompensations {
      next.state = .manualReview
      next.detail = "undoing it failed \(trying.tries) times"
    } else {
      return context.logger.warning(
        "an effect could not be undone",
        metadata: ["stream.id": "\(effect.record.stream)", "tool": "\(trying.tool)"])
    }
    next.dueAt = nil
    next.changedAt = context.environment.now()
    _ = try await move(StreamEffect(record: effect.record, entry: trying), to: next)
  }

  private func move(_ effect: StreamEffect, to next: EffectEntry) async throws -> Bool {
    try await EffectMoving(context: context).move(effect, to: next)
  }
}
