import HoldfastModel
public import HoldfastStores

/// What an operator does about effects: the queue for a person.
extension Engine {
  /// Entries of the effect ledger that are not settled, or were done for a reply that is not saved, by stream and call,
  /// after a place.
  ///
  /// - Throws: ``ChatError`` 503 when the stream log does not answer.
  public func openEffects(after place: StreamEffect.Place?, limit: Int) async throws -> [StreamEffect] {
    try await storeCall(.streamLog) {
      var found: [StreamEffect] = []
      var last = place
      while found.count < limit {
        let page = try await self.context.log.effects(
          in: [.intent, .executing, .confirmed, .compensating, .manualReview], after: last, limit: 256)
        found += page.filter(\.isOpen)
        guard page.count == 256 else { break }
        last = page.last?.place
      }
      return Array(found.prefix(limit))
    }
  }

  /// All entries of the effect ledger, whatever became of them, by stream and call, after a place.
  ///
  /// - Throws: ``ChatError`` 503 when the stream log does not answer.
  public func allEffects(after place: StreamEffect.Place?, limit: Int) async throws -> [StreamEffect] {
    try await storeCall(.streamLog) {
      try await self.context.log.effects(
        in: Set(EffectEntry.State.allCases), after: place, limit: limit)
    }
  }

  /// Has an effect undone once more: one that waits for a person, or for the next try.
  ///
  /// - Throws: ``ChatError`` 404 when there is no such entry, 409 when there is nothing to be done about it, 503.
  public func retryEffect(at place: StreamEffect.Place) async throws -> EffectEntry {
    let effect = try await effect(at: place)
    guard effect.record.state != nil, effect.entry.effect.isReversible,
      [.manualReview, .compensating].contains(effect.entry.state)
    else { throw ChatError.effectNotOpen("only what waits to be undone, and can be, is tried again") }
    var next = effect.entry
    next.state = .compensating
    next.tries = 0
    next.dueAt = context.environment.now()
    next.changedAt = context.environment.now()
    return try await move(effect, to: next)
  }

  /// Notes what a person found out, or did, about an effect that waits for one.
  ///
  /// - Parameters:
  ///   - state: `confirmed` when it was done and stays, `compensated` when it was undone, `failed` when it was never done.
  ///   - note: What the person has to say; kept with the entry.
  /// - Throws: ``ChatError`` 404 when there is no such entry, 409 when nobody waits for an answer, 503.
  public func resolveEffect(
    at place: StreamEffect.Place, as state: EffectEntry.State, note: String
  ) async throws -> EffectEntry {
    let effect = try await effect(at: place)
    guard effect.record.state != nil, state.isSettled,
      [.manualReview, .compensating].contains(effect.entry.state)
    else { throw ChatError.effectNotOpen("only what waits for a person, or to be undone, can be resolved") }
    var next = effect.entry
    next.state = state
    next.detail = note.isEmpty ? "resolved by a person" : "resolved by a person: \(note.prefix(500))"
    next.dueAt = nil
    next.changedAt = context.environment.now()
    return try await move(effect, to: next)
  }

  private func effect(at place: StreamEffect.Place) async throws -> StreamEffect {
    let found = try await storeCall(.streamLog) { () -> StreamEffect? in
      guard let record = try await self.context.log.record(of: place.stream) else { return nil }
      let entries = try await self.context.log.effects(of: place.stream)
      return entries.first { $0.call == place.call }.map { StreamEffect(record: record, entry: $0) }
    }
    guard let found else { throw ChatError.notFound("there is no such entry of the effect ledger") }
    return found
  }

  private func move(_ effect: StreamEffect, to next: EffectEntry) async throws -> EffectEntry {
    let isMoved = try await storeCall(.streamLog) {
      try await EffectMoving(context: self.context).move(effect, to: next)
    }
    guard isMoved else { throw ChatError.effectNotOpen("the entry has changed meanwhile") }
    return next
  }
}

extension StreamEffect {
  /// Whether something is still to be done about the entry: it is not settled, or belongs to a reply that is not saved.
  fileprivate var isOpen: Bool {
    !entry.state.isSettled
      || (entry.state == .confirmed && entry.effect != .none && record.persistence != .saved)
  }
}

extension ChatError {
  /// An entry of the effect ledger about which nothing can be done now.
  static func effectNotOpen(_ detail: String) -> ChatError {
    ChatError(
      .invalidRequest, status: 409, code: .effectNotOpen, category: .tool, severity: .recoverable,
      source: .guard, detail: detail, message: "Nothing can be done about this effect now.")
  }
}
