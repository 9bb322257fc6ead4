import HoldfastModel
import HoldfastStores

extension RunMachine {
  /// Begins: the first frame, and the question.
  mutating func begin(at now: Timestamp) -> [Effect] {
    if phase == .resolving, let outcome {
      if isLogged { lease = Lease(duration: limits.lease, confirmedAt: now) }
      return [.showOutcome(outcome.state)]
    }
    if isLogged { lease = Lease(duration: limits.lease, confirmedAt: now) }
    guard phase == .running else { return [] }
    watchdogs = Watchdogs(limits: limits.watchdogs, now: now)
    // Until an attempt has begun only the whole is watched.
    watchdogs?.pause()
    if length == 0 {
      queue([.start(messageID: header.reply)])
      if !isLogged { queue([ClosingChunks.unloggedNotice(now: now).chunk]) }
      queue(opening.chunks)
    }
    return beginApproved(at: now) ? [] : [.ask(order)]
  }

  /// Takes what the provider of an attempt hands over.
  mutating func accept(_ event: ProviderEvent, of attempt: Int, at now: Timestamp) -> [Effect] {
    guard isHearing(attempt) else { return [] }
    watchdogs?.note(event, at: now)
    replyBytes += event.byteCount
    var effects: [Effect] = []
    if case .finish = event, composer.reason != nil { effects.append(.countDuplicateFinish) }
    // What a model says again of what it goes on with is not delivered, and costs nothing.
    for event in splice?.accept(event) ?? [event] {
      ledger.note(event, model: model)
      effects += compose(event, at: now)
    }
    guard replyBytes > limits.replyBytes else { return effects }
    return effects + fail(ProviderError(.limit, detail: "longer than \(limits.replyBytes) bytes"))
  }

  /// Turns an event of the reply into chunks, behind a seam where another attempt begins to go on with it.
  private mutating func compose(_ event: ProviderEvent, at now: Timestamp) -> [Effect] {
    let chunks = composer.accept(event)
    var effects: [Effect] = []
    if splice != nil, isSeamDue, !chunks.isEmpty || composer.reason != nil {
      queue([seam])
      isSeamDue = false
      seams += 1
      effects.append(.countContinued(attempt?.mode ?? .none))
    }
    hasStepContent = hasStepContent || !chunks.isEmpty
    queue(artifacts.isEmpty ? chunks : chunks.filter { !isArtifactPiece($0) })
    followArtifacts(chunks, at: now)
    noteCalls(chunks, at: now)
    return effects
  }

  /// Looks for what is overdue.
  mutating func look(at now: Timestamp) -> [Effect] {
    guard phase == .running, !isHandingOver, let alarms = watchdogs?.alarms(at: now) else { return [] }
    var effects: [Effect] = []
    for alarm in alarms {
      effects.append(.countAlarm(alarm))
      switch alarm {
      case .artifact: closeArtifact()
      case .firstChunk, .betweenChunks:
        effects += fail(ProviderError(.stall, detail: "\(alarm.rawValue) timeout"))
      case .wholeReply: effects += fail(ProviderError(.limit, detail: "\(alarm.rawValue) timeout"))
      }
    }
    return effects
  }

  /// Puts chunks behind what is not written yet.
  mutating func queue(_ chunks: [Chunk]) {
    for chunk in chunks { assembler.accept(chunk) }
    pending += chunks
    length += chunks.count
  }

  // MARK: How it ends

  /// Nothing more will come of the provider: for the last time.
  mutating func conclude(after error: ProviderError) -> [Effect] {
    guard phase == .running else { return [] }
    let failure = StreamOutcome.Failure(kind: error.kind, detail: error.detail)
    conclude(StreamOutcome(state: assembler.hasContent ? .aborted : .failed, failure: failure))
    return [.cancelProvider]
  }

  /// The provider has come to its own end.
  mutating func conclude(with reason: FinishReason) {
    queue(composer.finish())
    conclude(StreamOutcome(state: .finished, reason: reason))
  }

  /// Somebody wants the stream to end.
  mutating func conclude(for request: EndRequest) -> [Effect] {
    if request == .drain { isDraining = true }
    if isDraining, isLogAway || isRenewing { return giveUp(.unavailable) }
    guard phase == .running else { return [] }
    if request == .drain, handOver() { return [.cancelProvider] }
    isHandingOver = false
    conclude(requested: request.state)
    return [.cancelProvider]
  }

  /// Ends in a state that was asked for, or for want of an owner.
  mutating func conclude(requested state: TerminalState) {
    conclude(StreamOutcome(state: state == .interrupted && !assembler.hasContent ? .failed : state))
  }

  private mutating func conclude(_ outcome: StreamOutcome) {
    var outcome = outcome
    dropWaitingCalls()
    outcome.model = ledger.model ?? model
    outcome.usage = ledger.usage
    if header.reservation != nil {
      outcome.charge = QuotaCharge.amount(of: outcome, hasContent: assembler.hasContent)
    }
    self.outcome = outcome
    phase = .concluding
    closeArtifact()
    queue(assembler.closingChunks)
    // Clients would send a message back whose last step has nothing but settled calls.
    if assembler.endsInSettledTool { queue([.startStep, .finishStep]) }
  }
}

extension ProviderEvent {
  /// About how much content the event brings.
  var byteCount: Int {
    switch self {
    case .textDelta(let text), .reasoningDelta(let text), .toolCallDelta(_, let text): text.utf8.count
    case .data(_, let value, _, _): value.text.utf8.count
    case .file(let url, _): url.utf8.count
    default: 64
    }
  }
}
