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
  }

  static let header = StreamHeader(
    stream: StreamID(rawValue: "st"), principal: .ada,
    claim: ClaimKey(session: .first, message: MessageID(rawValue: "u1")), reply: MessageID(rawValue: "m1"),
    order: 2, agent: Agent.defaultName, dialect: .v6, routeForm: .chat,
    createdAt: Timestamp(milliseconds: 1))

  var random: SplitMix
  /// How often a call to a store fails, of 100.
  var faults = 0
  private(set) var log = Log()
  private var now = Timestamp(milliseconds: 1_000_000)

  init(seed: UInt64, faults: Int = 0) {
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
      if waiting.isEmpty {
        if answers.isEmpty { answers = [.tick] }
      } else {
        answers.insert(waiting.removeFirst(), at: 0)
      }
    }
    if !machine.isOver { log.violations.append("the run does not end") }
  }

  private mutating func answer(_ effect: RunMachine.Effect) -> RunMachine.Event? {
    switch effect {
    case .ask: log.asks += 1
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
      if fails {
        return .settleFailed(random.below(10) == 0 ? .refused : .unavailable, jitter: random.fraction())
      }
      log.isSettled = true
      return .settled
    case .announce(let chunks): log.announced += chunks
    case .finish: log.finishes += 1
    case .note(let saving): log.noted = saving
    case .giveUp(let code): log.givenUp = code
    case .handOver: log.isHandedOver = true
    case .cancelProvider, .showOutcome, .countAlarm, .countHeldBack, .countDuplicateFinish, .countContinued,
      .countNotContinued:
      break
    }
    return nil
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
    if log.outcome != nil, write.end == nil { log.violations.append("writes content after the outcome") }
    if let outcome = write.outcome {
      if log.outcome != nil { log.violations.append("sets the outcome twice") }
      log.outcome = outcome
    }
    if let end = write.end {
      if log.outcome == nil { log.violations.append("ends without an outcome") }
      log.end = end
    }
    log.chunks += write.chunks
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
