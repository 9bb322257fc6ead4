import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// Plays the engine around a ``RunMachine``: answers every effect, with faults drawn from a seed, and keeps the log.
struct RunMachineDriving {
  /// What came of a run.
  struct Log {
    var chunks: [Chunk] = []
    var outcome: StreamOutcome?
    var end: TerminalState?
    var isSettled = false
    var asks = 0
    var finishes = 0
    var givenUp: StoreError.Code?
    var isHandedOver = false
    var announced: [Chunk] = []
    var noted: ClosingChunks.Saving?
    var violations: [String] = []
    var steps = 0
    var calls: [String] = []
    var undone: [String] = []
    var paid: [QuotaEnd] = []
    var ledger: [EffectEntry] = []
  }

  static let header = StreamHeader(
    stream: StreamID(rawValue: "st"), principal: .ada,
    claim: ClaimKey(session: .first, message: MessageID(rawValue: "u1")), reply: MessageID(rawValue: "m1"),
    order: 2, agent: Agent.defaultName, dialect: .v6, routeForm: .chat,
    createdAt: Timestamp(milliseconds: 1))

  var random: SplitMix
  /// How often a call to a store fails, of 100.
  var faults = 0
  /// How a call comes out; drawn when the test does not say.
  var endings: ((String) -> ToolEnding)?
  /// How settling fails, always.
  var settleFailure: StoreError.Code?
  /// Whether the session of the reply is gone.
  var isSessionGone = false
  var undoingFails = false
  var payingFails = false
  private(set) var log = Log()
  private var now = Timestamp(milliseconds: 1_000_000)

  /// Prepares to drive a machine.
  ///
  /// - Parameter outcome: What is in the log already, of a stream that is taken over.
  init(seed: UInt64, faults: Int = 0, outcome: StreamOutcome? = nil) {
    log.outcome = outcome
    random = SplitMix(state: seed)
    self.faults = faults
  }

  /// Drives a machine until it is over, or for so many steps.
  mutating func drive(_ machine: inout RunMachine, hearing events: [RunMachine.Event], limit: Int = 5000) {
    var waiting = events
    var answers: [RunMachine.Event] = [.begun]
    while !machine.isOver, log.steps < limit {
      log.steps += 1
      now = now + .milliseconds(Int64(random.below(300)))
      let effects = machine.handle(answers, at: now)
      answers = effects.compactMap { answer($0) }
      guard answers.isEmpty || random.below(3) == 0 else { continue }
      if waiting.first.map(isTooEarly) ?? true {
        if answers.isEmpty { answers = [.tick] }
      } else {
        answers.insert(waiting.removeFirst(), at: 0)
      }
    }
    if !machine.isOver { log.violations.append("the run does not end") }
  }

  private mutating func answer(_ effect: RunMachine.Effect) -> RunMachine.Event? {
    switch effect {
    case .ask(let order):
      log.asks += 1
      ordered = order.number
    case .write(let write):
      last = write
      return commit()
    case .writeAgain(let delay):
      now = now + delay
      return commit()
    case .renew(let delay):
      now = now + delay
      return fails ? .renewalFailed(.unavailable, jitter: random.fraction()) : .renewed(sentAt: now)
    case .settle(let outcome, let delay):
      now = now + delay
      if log.outcome != outcome { log.violations.append("settles what is not in the log") }
      if let settleFailure { return .settleFailed(settleFailure, jitter: 0.5) }
      if fails {
        return .settleFailed(random.below(10) == 0 ? .refused : .unavailable, jitter: random.fraction())
      }
      log.isSettled = true
      return .settled(isSessionGone: isSessionGone)
    case .announce(let chunks): log.announced += chunks
    case .callTool(let entry):
      log.calls.append(entry.call)
      return .toolEnded(entry.call, ending(of: entry))
    case .probeTool(let entry): return .toolEnded(entry.call, ending(of: entry))
    case .compensate(let entry):
      log.undone.append(entry.call)
      return .compensated(entry.call, failure: undoingFails || fails ? "no answer" : nil)
    case .payQuota(let end, let delay):
      now = now + delay
      if payingFails || fails { return .payingFailed(.unavailable, jitter: random.fraction()) }
      log.paid.append(end)
      return .quotaPaid
    case .finish: log.finishes += 1
    case .note(let saving): log.noted = saving
    case .giveUp(let code): log.givenUp = code
    case .handOver: log.isHandedOver = true
    case .cancelProvider, .showOutcome, .countAlarm, .countHeldBack, .countDuplicateFinish, .countContinued,
      .countNotContinued, .countQuotaLeft:
      break
    }
    return nil
  }

  private mutating func ending(of entry: EffectEntry) -> ToolEnding {
    if let endings { return endings(entry.call) }
    return random.below(3) == 0 ? .unknown("no answer") : .done("done")
  }

  /// The attempt that was ordered last.
  private var ordered = 1

  /// Whether an event is of an attempt that is not ordered yet.
  private func isTooEarly(_ event: RunMachine.Event) -> Bool {
    switch event {
    case .provider(_, let attempt), .providerEnded(_, let attempt): attempt > ordered
    default: false
    }
  }

  private var last: RunMachine.Write?

  private var fails: Bool { mutating get { random.below(100) < faults } }

  /// A commit may fail before or after it happened; a repeat of one that happened changes nothing.
  private var isLastApplied = false

  private mutating func commit() -> RunMachine.Event {
    guard let write = last else { return .writeFailed(.damaged, jitter: 0) }
    if fails {
      if random.below(2) == 0 { apply(write) }
      return .writeFailed(.indeterminate, jitter: random.fraction())
    }
    apply(write)
    isLastApplied = false
    return .written(sentAt: now, requestedEnd: nil)
  }

  private mutating func apply(_ write: RunMachine.Write) {
    guard !isLastApplied else { return }
    isLastApplied = true
    if log.end != nil { log.violations.append("writes after the end") }
    if log.outcome != nil, write.end == nil, !write.chunks.isEmpty {
      log.violations.append("writes content after the outcome")
    }
    if let outcome = write.outcome {
      if log.outcome != nil { log.violations.append("sets the outcome twice") }
      log.outcome = outcome
    }
    if let end = write.end {
      if log.outcome == nil { log.violations.append("ends without an outcome") }
      log.end = end
    }
    log.chunks += write.chunks
    for effect in write.effects {
      log.ledger.removeAll { $0.call == effect.call }
      log.ledger.append(effect)
      log.ledger.sort { $0.number < $1.number }
    }
  }
}

/// A small generator, so that a seed says everything.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
