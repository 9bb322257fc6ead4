package import HoldfastModel
package import HoldfastStores

/// What a run does next: (state, event) → (state, effects), with no clock, no randomness and no call of its own.
///
/// It fills a stream from its provider's events, decides how the stream ends, has the reply saved and the stream
/// closed. The same machine finishes a stream that was taken over. The engine performs the effects, one after the
/// other, and tells what came of them; events that are too late, or come twice, change nothing.
package struct RunMachine: Sendable {
  /// The stream.
  let header: StreamHeader
  /// Whether there is a stream log behind the run; without one nothing can be resumed.
  let isLogged: Bool
  /// The model that is asked, as configured, for replies whose provider does not name it.
  let model: String?
  let limits: Limits
  /// What the run begins with.
  let opening: Opening
  /// How another attempt may take the reply up.
  let rule: SpliceRule

  /// Where the run stands.
  package internal(set) var phase = Phase.running
  /// How the stream ends, once that is decided.
  package internal(set) var outcome: StreamOutcome?
  /// The message, with what is not committed yet.
  package internal(set) var assembler: MessageAssembler
  /// How the reply stands in the conversation store.
  package internal(set) var saving = ClosingChunks.Saving.pending

  /// The tools that are called here, by name.
  let tools: [String: ToolRule]

  var composer: ReplyComposer
  /// What the calls of tools came to.
  package internal(set) var effects = EffectLedger()
  /// Which answer of a model it is, from 1.
  var step = 1
  /// The first attempt at the present step.
  var firstOfStep = 1
  /// Whether the present step has brought anything.
  var hasStepContent = false
  /// Whether a call of the present step has its answer from here, so that the model is to go on.
  var hasAnsweredCall = false
  /// Whether somebody else's answer is waited for: a client's, or a person's who is asked for approval.
  var hasQuestion = false
  /// The calls that are still to be made, in order.
  var waitingCalls: [String] = []
  /// Whether the model has come to the end of an answer, and its calls are made.
  var isCalling = false
  /// The call that is made as soon as it is noted as executing.
  var callToMake: String?
  /// The call that is under way: of a tool, of its status, or of its undoing.
  var runningCall: String?
  /// What came of calls after the outcome: said with the closing frames.
  var lateChunks: [Chunk] = []
  /// The artifacts that were begun, by their calls.
  var artifacts: [String: ArtifactWriter] = [:]
  /// The time of the events that are handled.
  var time = Timestamp(milliseconds: 0)
  /// Whether ending the reservation is left to the reconciler.
  var isQuotaLeft = false
  /// What the attempts brought and used.
  var ledger = AttemptLedger()
  /// The attempt that is wanted, or was made last.
  var order = AttemptOrder()
  /// Whether the attempt is wanted, and waits until everything before it is committed.
  var isOrderWaiting = false
  /// How the last attempt is asked; `nil` before it began.
  var attempt: Attempt?
  /// What becomes of the events of an attempt that goes on with the reply.
  var splice: Splice?
  /// Why the last attempt was not the last: what a seam says.
  var seamReason = ""
  /// The model before the seam.
  var seamOrigin: String?
  /// Whether the attempt under way goes on with the reply, and has not been seen to.
  var isSeamDue = false
  /// How often the reply was gone on with.
  var seams = 0
  /// How the last attempt failed.
  var lastError: ProviderError?
  /// How many frames the stream has, with those that are not committed yet: the position of the next one.
  var length = 0
  var watchdogs: Watchdogs?
  var lease: Lease?
  /// What is not written yet.
  var pending: [Chunk] = []
  var replyBytes = 0
  /// The write that is not answered yet.
  var inFlight: Write?
  var isRenewing = false
  var retry: Retry
  var isLogAway = false
  var isDraining = false
  /// Whether another owner may go on with the stream when this one has to go.
  let mayHandOver: Bool
  /// Whether the stream is left to another owner as soon as what was said is committed.
  var isHandingOver = false
  /// Whether the run waits for the log as long as it takes; one that was only to be ended is left to the next pass.
  let isPatient: Bool
  /// Why the stream was left to others.
  package internal(set) var gaveUpFor: StoreError.Code?

  /// A run of a stream that was just made, or of a reply without one.
  package init(
    header: StreamHeader, isLogged: Bool, model: String?, opening: Opening = Opening(),
    rule: SpliceRule = SpliceRule(), tools: [String: ToolRule] = [:], mayHandOver: Bool = false,
    limits: Limits
  ) {
    self.init(
      header: header, isLogged: isLogged, model: model, opening: opening, rule: rule, tools: tools,
      mayHandOver: mayHandOver && isLogged, limits: limits, isPatient: true)
  }

  private init(
    header: StreamHeader, isLogged: Bool, model: String?, opening: Opening = Opening(),
    rule: SpliceRule = SpliceRule(), tools: [String: ToolRule] = [:], mayHandOver: Bool = false,
    limits: Limits, isPatient: Bool
  ) {
    self.tools = tools
    self.mayHandOver = mayHandOver
    self.rule = rule
    self.isPatient = isPatient
    self.header = header
    self.isLogged = isLogged
    self.model = model
    self.opening = opening
    self.limits = limits
    composer = ReplyComposer(
      usedCallIDs: opening.usedCallIDs, titles: tools.mapValues { $0.title ?? "" })
    assembler = MessageAssembler()
    retry = Retry(budget: limits.logOutageBudget)
  }

  /// A stream that was taken over to be ended; what it holds is in the assembler.
  ///
  /// - Parameters:
  ///   - effects: The stream's effect ledger.
  ///   - state: How it ends when nothing else is in the log.
  package init(
    takingOver record: StreamRecord, assembler: MessageAssembler, effects: [EffectEntry] = [],
    endingAs state: TerminalState? = nil, limits: Limits
  ) {
    self.init(header: record.header, isLogged: true, model: nil, limits: limits, isPatient: false)
    self.assembler = assembler
    self.effects = EffectLedger(effects)
    length = record.length
    if record.outcome == nil { ledger = AttemptLedger(text: assembler.text, model: nil) }
    if let outcome = record.outcome {
      self.outcome = outcome
      phase = .resolving
      repeatLateAnswers()
    } else {
      // A stream that has nothing yet begins as every stream does.
      if record.length == 0 { queue([.start(messageID: record.header.reply)]) }
      conclude(requested: state ?? record.requestedEnd?.state ?? .interrupted)
    }
  }

  /// A stream that was taken over to be filled on, from where its owner left it.
  ///
  /// - Parameters:
  ///   - model: The model that its owner asked, where there is only one.
  ///   - text: What the reply has said so far; `nil` when nothing was delivered.
  ///   - seams: How often the reply was gone on with before.
  package init(
    continuing record: StreamRecord, assembler: MessageAssembler, text: String?, model: String?,
    seams: Int = 0, opening: Opening, rule: SpliceRule, tools: [String: ToolRule] = [:],
    mayHandOver: Bool = false, limits: Limits
  ) {
    self.init(
      header: record.header, isLogged: true, model: model, opening: opening, rule: rule, tools: tools,
      mayHandOver: mayHandOver, limits: limits, isPatient: true)
    self.assembler = assembler
    length = record.length
    composer = ReplyComposer(
      continuing: assembler, usedCallIDs: opening.usedCallIDs, titles: tools.mapValues { $0.title ?? "" })
    if let text { ledger = AttemptLedger(text: text, model: model) }
    seamReason = "owner-died"
    self.seams = seams
    order = AttemptOrder(
      number: Self.firstAttempt(of: record, seams: seams), continuing: text, isFirstOfOwner: true)
  }

  /// Which attempt a new owner's first one is, as far as the log tells: each owner before it has made one, if not more,
  /// and each seam is one that another went before.
  static func firstAttempt(of record: StreamRecord, seams: Int) -> Int { max(record.epoch, seams + 2) }

  /// Whether there is nothing more to do.
  package var isOver: Bool { phase == .over }

  /// What to do, after some events, at a time.
  package mutating func handle(_ events: [Event], at now: Timestamp) -> [Effect] {
    time = now
    var effects: [Effect] = []
    for event in events where phase != .over { effects += handle(event, at: now) }
    effects += flush(at: now)
    checkInvariants()
    return effects
  }

  private mutating func handle(_ event: Event, at now: Timestamp) -> [Effect] {
    switch event {
    case .begun: return begin(at: now)
    case .attemptBegan(let attempt): return begin(attempt, at: now)
    case .waiting(let duration): return wait(duration, at: now)
    case .provider(let event, let attempt): return accept(event, of: attempt, at: now)
    case .providerEnded(let error, let attempt): return ended(error, attempt, at: now)
    case .unanswerable(let error): return unanswerable(error)
    case .endRequested(let request): return conclude(for: request)
    case .tick: return look(at: now)
    case .fenced: return giveUp(.fenced)
    case .written(let sentAt, let request): return written(sentAt: sentAt, requestedEnd: request)
    case .writeFailed(let code, let jitter): return writeFailed(code, jitter: jitter, at: now)
    case .renewed(let sentAt):
      if isRenewing { logIsBack() }
      isRenewing = false
      lease?.confirm(sentAt: sentAt)
      return []
    case .renewalFailed(let code, let jitter): return renewalFailed(code, jitter: jitter, at: now)
    case .toolEnded(let call, let ending): return toolEnded(call, ending, at: now)
    case .compensated(let call, let failure): return compensated(call, failure: failure, at: now)
    case .quotaPaid: return phase == .paying ? end(at: now) : []
    case .payingFailed(let code, let jitter): return payingFailed(code, jitter: jitter, at: now)
    case .settled(let isSessionGone): return settled(isSessionGone: isSessionGone, at: now)
    case .settleFailed(let code, let jitter): return settleFailed(code, jitter: jitter, at: now)
    }
  }

  /// What must hold after every step, in release too.
  private func checkInvariants() {
    switch phase {
    case .running: precondition(outcome == nil, "a run that has an outcome does not go on")
    case .concluding, .resolving, .settling, .undoing, .paying, .ending:
      precondition(outcome != nil, "a run that comes to its end has an outcome")
    case .over: break
    }
    precondition(inFlight?.end == nil || phase == .ending, "only a settled reply is closed")
  }
}
