import HoldfastModel
import HoldfastStores

extension RunMachine {
  /// Writes what is waiting, when nothing is under way.
  mutating func flush(at now: Timestamp) -> [Effect] {
    guard inFlight == nil, !isRenewing else { return [] }
    let write: Write
    switch phase {
    case .running:
      if pending.isEmpty, !effects.hasChanges { return callWhenDue(at: now) ?? askWhenDue() }
      write = Write(chunks: pending, effects: effects.changes)
    case .concluding: write = Write(chunks: pending, effects: effects.changes, outcome: outcome)
    case .resolving:
      if !effects.hasChanges { return resolve(at: now) }
      write = Write(chunks: [], effects: effects.changes)
    case .undoing:
      if !effects.hasChanges { return undoNext(at: now) }
      write = Write(chunks: [], effects: effects.changes)
    case .settling, .paying, .ending, .over: return []
    }
    if let lease, !lease.isSure(at: now) {
      isRenewing = true
      return [.renew(after: .zero)]
    }
    pending = []
    effects.clearChanges()
    inFlight = write
    return [.write(write)]
  }

  /// The write in flight is committed.
  mutating func written(sentAt: Timestamp, requestedEnd: EndRequest?) -> [Effect] {
    guard let write = inFlight else { return [] }
    inFlight = nil
    lease?.confirm(sentAt: sentAt)
    logIsBack()
    var effects: [Effect] = []
    if write.end != nil {
      phase = .over
      return effects + [.finish] + (isLogged ? [.note(saving)] : [])
    }
    if let outcome = write.outcome {
      phase = .resolving
      return effects + [.showOutcome(outcome.state), .cancelProvider]
    }
    if let requestedEnd { effects += conclude(for: requestedEnd) }
    return effects
  }

  /// Tells the open connections, once, why nothing comes.
  private mutating func logIsAway(_ code: StoreError.Code, at now: Timestamp) -> [Effect] {
    guard !isLogAway else { return [] }
    isLogAway = true
    return [.countHeldBack(code), .announce([ClosingChunks.heldBackNotice(now: now).chunk])]
  }

  /// The log has answered: the next outage has the whole budget.
  mutating func logIsBack() {
    retry = Retry(budget: limits.logOutageBudget)
    isLogAway = false
  }

  /// The write in flight failed.
  mutating func writeFailed(_ code: StoreError.Code, jitter: Double, at now: Timestamp) -> [Effect] {
    guard inFlight != nil else { return [] }
    guard StoreError(code, "").isRetriable else { return giveUp(code) }
    if isDraining { return giveUp(code) }
    var effects = logIsAway(code, at: now)
    if let wait = retry.next(jitter: jitter) { return effects + [.writeAgain(after: wait)] }
    // The bound is passed: nobody is asked any more, and whoever has the stream next ends it or goes on with it. One
    // whose end is decided is ended as soon as the log takes it.
    guard isPatient, phase != .running else { return effects + giveUp(code) }
    retry = Retry(budget: nil)
    if phase == .ending, saving != .saved {
      let error = ClosingChunks.persistenceError(header: header, now: now)
      effects.append(.announce([.error(errorText: error.text)]))
    }
    return effects + [.writeAgain(after: retry.next(jitter: jitter) ?? .seconds(1))]
  }

  /// The lease could not be confirmed.
  mutating func renewalFailed(_ code: StoreError.Code, jitter: Double, at now: Timestamp) -> [Effect] {
    guard isRenewing else { return [] }
    guard StoreError(code, "").isRetriable, !isDraining else { return giveUp(code) }
    let effects = logIsAway(code, at: now)
    if let wait = retry.next(jitter: jitter) { return effects + [.renew(after: wait)] }
    guard isPatient, phase != .running else { return effects + giveUp(code) }
    retry = Retry(budget: nil)
    return effects + [.renew(after: retry.next(jitter: jitter) ?? .seconds(1))]
  }

  /// Leaves the stream to whoever has it now, or will take it over.
  mutating func giveUp(_ code: StoreError.Code) -> [Effect] {
    guard phase != .over else { return [] }
    phase = .over
    inFlight = nil
    gaveUpFor = code
    return [.cancelProvider, .giveUp(code)]
  }
}
