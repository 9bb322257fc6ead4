import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite struct `A run, decided` {
  /// One attempt, so that a failure is seen as it is.
  private static let limits: RunMachine.Limits = {
    var configuration = EngineConfiguration()
    configuration.maximumAttempts = 1
    return RunMachine.Limits(configuration)
  }()

  private func machine(isLogged: Bool = true) -> RunMachine {
    RunMachine(header: RunMachineDriving.header, isLogged: isLogged, model: "model", limits: Self.limits)
  }

  private static let finished: [RunMachine.Event] = [
    .provider(.textDelta("Hello")), .provider(.finish(.stop)), .providerEnded(nil),
  ]

  @Test func `a reply that finishes is written, settled, closed and noted, in that order`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 1)
    driving.drive(&machine, hearing: Self.finished)
    let log = driving.log
    #expect(log.violations == [] && log.asks == 1 && log.finishes == 1 && log.noted == .saved)
    #expect(log.outcome?.state == .finished && log.end == .finished && log.isSettled)
    #expect(log.chunks.first == .start(messageID: RunMachineDriving.header.reply))
    #expect(log.chunks.last == .finish(reason: .stop))
  }

  private static let endings: [([RunMachine.Event], TerminalState)] = [
    (finished, .finished),
    ([.provider(.textDelta("Hel")), .providerEnded(nil)], .aborted),
    ([.providerEnded(nil)], .failed),
    ([.providerEnded(ProviderError(.overload, detail: "429"))], .failed),
    ([.provider(.textDelta("Hel")), .providerEnded(ProviderError(.cut, detail: "eof"))], .aborted),
    ([.provider(.textDelta("Hel")), .endRequested(.stop)], .stopped), ([.endRequested(.stop)], .stopped),
    ([.provider(.textDelta("Hel")), .endRequested(.supersede)], .superseded),
    ([.provider(.textDelta("Hel")), .endRequested(.drain)], .interrupted), ([.endRequested(.drain)], .failed),
    ([.endRequested(.stop), .endRequested(.supersede)] + finished, .stopped),
    (finished + finished + [.endRequested(.stop)], .finished),
  ]

  @Test(arguments: endings.indices)
  func `P3 it ends once, in the state that what came first stands for`(index: Int) {
    let (events, state) = Self.endings[index]
    for seed in UInt64(0)..<50 {
      var machine = machine()
      var driving = RunMachineDriving(seed: seed)
      driving.drive(&machine, hearing: events)
      #expect(driving.log.violations == [])
      #expect(driving.log.outcome?.state == state && driving.log.end == state)
      #expect(driving.log.finishes == 1)
      #expect(driving.log.chunks.contains { $0 == .finish(reason: .stop) } == (state == .finished))
    }
  }

  private static let unfinished: [RunMachine.Event] = [
    .provider(.textDelta("a")), .provider(.reasoningDelta("b")), .provider(.usage(Usage(inputTokens: 1))),
    .provider(.toolCallStart(index: 0, id: "c", name: "t")), .provider(.toolCallEnd(index: 0)), .tick,
    .provider(.data(name: "kind", value: "code", id: "st", transient: true)), .settled(), .fenced,
    .written(sentAt: Timestamp(milliseconds: 0), requestedEnd: .stop), .endRequested(.stop),
    .endRequested(.supersede), .providerEnded(nil), .providerEnded(ProviderError(.stall, detail: "x")),
    .provider(.finish(.stop)), .provider(.finish(.length)),
  ]

  @Test func `P3, P6 ten thousand random runs keep every rule`() {
    var ended = 0
    for seed in UInt64(0)..<10_000 {
      var random = SplitMix(state: seed &* 7919)
      var events: [RunMachine.Event] = []
      for _ in 0..<random.below(12) {
        let event = Self.unfinished[random.below(Self.unfinished.count)]
        // What a driver never tells out of turn is told here all the same, but for the acknowledgement of a write.
        if case .written = event { continue }
        if case .fenced = event, random.below(4) != 0 { continue }
        events.append(event)
      }
      events += [.endRequested(.stop)]
      var machine = machine()
      var driving = RunMachineDriving(seed: seed, faults: random.below(60))
      driving.drive(&machine, hearing: events)
      let log = driving.log
      #expect(log.violations == [], "seed \(seed)")
      if log.givenUp == nil {
        ended += 1
        #expect(log.end != nil && log.finishes == 1, "seed \(seed)")
        let hasFinish = log.chunks.contains { if case .finish = $0 { true } else { false } }
        #expect(hasFinish == (log.end == .finished), "seed \(seed)")
        if log.end == .finished {
          let finishes = events.contains { event in
            if case .provider(.finish(_), attempt: _) = event { true } else { false }
          }
          #expect(finishes, "seed \(seed)")
        }
      }
    }
    #expect(ended > 8000)
  }

  @Test func `P5 when neither store answers, the open connections are told where the reply is`() {
    var machine = machine()
    let now = Timestamp(milliseconds: 1_000_000)
    _ = machine.handle([.begun] + Self.finished, at: now)
    var effects = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    while machine.phase == .concluding {
      effects = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    }
    #expect(effects.contains { if case .settle = $0 { true } else { false } })
    for _ in 0..<1000 where machine.phase == .settling {
      effects = machine.handle([.settleFailed(.unavailable, jitter: 0.5)], at: now)
    }
    #expect(machine.phase == .ending && machine.saving == .pending)
    var announced: [Chunk] = []
    for _ in 0..<1000 {
      for effect in machine.handle([.writeFailed(.unavailable, jitter: 0.5)], at: now) {
        if case .announce(let chunks) = effect { announced += chunks }
      }
    }
    let error = announced.compactMap { chunk -> String? in
      if case .error(let text) = chunk { text } else { nil }
    }
    #expect(error.count == 1 && error[0].contains("PERSISTENCE_FAILED") && error[0].contains("/raw"))
    // The log is back: the stream ends all the same.
    #expect(machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now).contains(.finish))
  }

  @Test func `while the log is away chunks are held back, and past the bound nobody is asked any more`() {
    var machine = machine()
    let now = Timestamp(milliseconds: 1_000_000)
    _ = machine.handle([.begun], at: now)
    var effects = machine.handle([.writeFailed(.unavailable, jitter: 0.5)], at: now)
    #expect(effects.contains(.countHeldBack(.unavailable)))
    #expect(effects.contains { if case .announce = $0 { true } else { false } })
    effects = machine.handle([.provider(.textDelta("held"))], at: now)
    #expect(effects == [])
    var isCancelled = false
    for _ in 0..<1000 where machine.phase == .running {
      isCancelled = machine.handle([.writeFailed(.unavailable, jitter: 0.5)], at: now).contains(
        .cancelProvider)
    }
    #expect(isCancelled && machine.gaveUpFor == .unavailable && machine.outcome == nil)
  }

  @Test func `an owner that was paused asks before it appends`() {
    var machine = machine()
    let now = Timestamp(milliseconds: 1_000_000)
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    let later = now + .seconds(8)
    #expect(machine.handle([.provider(.textDelta("a"))], at: later) == [.renew(after: .zero)])
    let effects = machine.handle([.renewed(sentAt: later)], at: later)
    #expect(effects.contains { if case .write = $0 { true } else { false } })
  }

  @Test func `a lease that is lost ends the run at once, and nothing more is written`() {
    var machine = machine()
    let now = Timestamp(milliseconds: 1_000_000)
    _ = machine.handle([.begun], at: now)
    #expect(machine.handle([.fenced], at: now) == [.cancelProvider, .giveUp(.fenced)])
    #expect(machine.handle(Self.finished, at: now) == [] && machine.isOver)
  }

  @Test(arguments: [RouteForm.chat, .lightfast])
  func `without a log the user is told, at once and at the end`(
    form: RouteForm
  ) {
    var header = RunMachineDriving.header
    header.routeForm = form
    var machine = RunMachine(header: header, isLogged: false, model: nil, limits: Self.limits)
    var driving = RunMachineDriving(seed: 3)
    driving.drive(&machine, hearing: Self.finished)
    let log = driving.log
    #expect(log.violations == [] && log.isSettled && log.noted == nil)
    guard case .data("notice", let notice, _, true) = log.chunks[1] else {
      Issue.record("the second chunk is no notice")
      return
    }
    #expect(notice["phase"] == "resume")
    if form == .chat {
      #expect(log.chunks.last == .finish(reason: .stop))
    } else if case .error(let text)? = log.chunks.last {
      #expect(text.contains("\"phase\":\"resume\"") && !text.contains("messageId"))
    } else {
      Issue.record("the last chunk is no error")
    }
  }

  @Test(arguments: [nil, StreamOutcome(state: .finished, reason: .stop), StreamOutcome(state: .stopped)])
  func `a stream that was taken over ends as its outcome says, or as interrupted`(outcome: StreamOutcome?) {
    var assembler = MessageAssembler()
    for chunk: Chunk in [
      .start(messageID: MessageID(rawValue: "m1")), .startStep, .textStart(.text, id: "t"),
      .textDelta(.text, id: "t", delta: "Hel"),
    ] { assembler.accept(chunk) }
    var record = StreamRecord(
      header: RunMachineDriving.header, run: RunID(rawValue: "r"), owner: nil, epoch: 2,
      leaseUntil: Timestamp(milliseconds: 0), length: 4)
    record.outcome = outcome
    var machine = RunMachine(takingOver: record, assembler: assembler, limits: Self.limits)
    let now = Timestamp(milliseconds: 1_000_000)
    var effects = machine.handle([.begun], at: now)
    if outcome == nil {
      guard case .write(let write)? = effects.first else {
        Issue.record("nothing is written")
        return
      }
      #expect(
        write.chunks == [.textEnd(.text, id: "t"), .finishStep] && write.outcome?.state == .interrupted)
      effects = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    }
    #expect(effects.contains { if case .settle = $0 { true } else { false } })
    effects = machine.handle([.settled()], at: now)
    guard case .write(let write)? = effects.last else {
      Issue.record("it is not closed")
      return
    }
    #expect(write.end == (outcome?.state ?? .interrupted))
  }
}
