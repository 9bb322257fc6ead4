import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite struct `A run of several attempts, decided` {
  private let now = Timestamp(milliseconds: 1_000_000)

  private func machine(attempts: Int = 3, continuations: Int = 1) -> RunMachine {
    var configuration = EngineConfiguration()
    configuration.maximumAttempts = attempts
    configuration.maximumContinuations = continuations
    return RunMachine(
      header: RunMachineDriving.header, isLogged: true, model: "m",
      limits: RunMachine.Limits(configuration))
  }

  private func orders(_ effects: [RunMachine.Effect]) -> [AttemptOrder] {
    effects.compactMap { if case .ask(let order) = $0 { order } else { nil } }
  }

  private func attempt(_ number: Int, _ target: String = "a") -> RunMachine.Event {
    .attemptBegan(Attempt(number: number, target: target, model: target))
  }

  @Test func `what is gone on with is durable first`() {
    var machine = machine()
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([attempt(1), .provider(.textDelta("Hel"))], at: now)
    let cut = machine.handle([.providerEnded(nil)], at: now)
    #expect(orders(cut) == [] && cut.contains(.cancelProvider))
    // `start` is committed; the text is written next.
    #expect(orders(machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)) == [])
    let next = orders(machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now))
    #expect(next == [AttemptOrder(number: 2, continuing: "Hel", failed: ["a"])])
  }

  @Test func `an attempt that was given up is not heard, whatever it says`() {
    var machine = machine()
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    let failed = machine.handle(
      [attempt(1), .providerEnded(ProviderError(.overload, detail: "x"))], at: now)
    #expect(orders(failed).map(\.number) == [2])
    let late = machine.handle(
      [
        .provider(.textDelta("late")), .provider(.finish(.stop)), .providerEnded(nil), attempt(1),
      ], at: now)
    #expect(late == [] && machine.outcome == nil && !machine.assembler.hasContent)
    let said = machine.handle([attempt(2, "b"), .provider(.textDelta("new"), attempt: 2)], at: now)
    #expect(said.contains { if case .write = $0 { true } else { false } })
    #expect(machine.assembler.text == "new")
  }

  @Test func `one that nobody can answer ends as what went wrong before says`() {
    var machine = machine()
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    _ = machine.handle([attempt(1), .providerEnded(ProviderError(.server, detail: "500"))], at: now)
    _ = machine.handle([.unanswerable(ProviderError(.overload, detail: "budget"))], at: now)
    #expect(machine.outcome?.state == .failed && machine.outcome?.failure?.kind == .server)
  }

  @Test(arguments: [0, 1, 2])
  func `it goes on as often as it may, and no more`(continuations: Int) {
    var machine = machine(attempts: 9, continuations: continuations)
    var driving = RunMachineDriving(seed: 1)
    var events: [RunMachine.Event] = []
    for number in 1...9 {
      events += [attempt(number), .provider(.textDelta("word \(number) "), attempt: number)]
      events.append(.providerEnded(nil, attempt: number))
    }
    driving.drive(&machine, hearing: events)
    #expect(driving.log.end == .aborted && driving.log.asks == continuations + 1)
    let seams = driving.log.chunks.count { if case .data("seam", _, _, _) = $0 { true } else { false } }
    #expect(seams == continuations)
  }

  @Test func `a node that stood still before it asked anybody does not blame the attempt`() {
    var machine = machine()
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    let later = now + .seconds(100)
    #expect(orders(machine.handle([.tick, attempt(1)], at: later)) == [] && machine.outcome == nil)
    // From then on it is watched.
    let failed = machine.handle([.tick], at: later + .seconds(61))
    #expect(orders(failed).map(\.number) == [2])
  }

  @Test func `a reply that takes too long as a whole is not begun again`() {
    var machine = machine()
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    _ = machine.handle([attempt(1), .provider(.textDelta("on and on"))], at: now)
    let later = now + .seconds(3 * 60 * 60)
    let effects = machine.handle([.tick], at: later)
    #expect(orders(effects) == [] && machine.outcome?.failure?.kind == .limit)
    #expect(machine.outcome?.state == .aborted)
  }

  private func machine(handingOver mayHandOver: Bool, policy: Agent.Continuation = .auto) -> RunMachine {
    RunMachine(
      header: RunMachineDriving.header, isLogged: true, model: "m", rule: SpliceRule(policy: policy),
      mayHandOver: mayHandOver, limits: RunMachine.Limits(EngineConfiguration()))
  }

  @Test func `a node that goes down leaves the reply to another, once what was said is committed`() {
    var machine = machine(handingOver: true)
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([attempt(1), .provider(.textDelta("Hel"))], at: now)
    #expect(machine.handle([.endRequested(.drain)], at: now) == [.cancelProvider])
    #expect(machine.handle([.provider(.textDelta("late"))], at: now) == [])
    let first = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now)
    #expect(first.contains { if case .write = $0 { true } else { false } })
    #expect(machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now) == [.handOver])
    #expect(machine.isOver && machine.outcome == nil && machine.assembler.text == "Hel")
  }

  @Test func `one that was asked to stop meanwhile is stopped`() {
    var machine = machine(handingOver: true)
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([attempt(1), .provider(.textDelta("Hel")), .endRequested(.drain)], at: now)
    _ = machine.handle([.written(sentAt: now, requestedEnd: .stop)], at: now)
    #expect(machine.outcome?.state == .stopped)
  }

  @Test(arguments: [false, true])
  func `one that nobody may go on with is ended`(mayHandOver: Bool) {
    var machine = machine(handingOver: mayHandOver, policy: mayHandOver ? .never : .auto)
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([attempt(1), .provider(.textDelta("Hel")), .endRequested(.drain)], at: now)
    #expect(machine.outcome?.state == .interrupted)
  }

  @Test func `one that was gone on with as often as may be is not left to another`() {
    var machine = machine(handingOver: true)
    goOn(&machine)
    _ = machine.handle([.provider(.textDelta("lo"), attempt: 2), .endRequested(.drain)], at: now)
    #expect(machine.outcome?.state == .interrupted)
  }

  @Test func `I22 what an attempt only says again of the reply costs nothing`() {
    var machine = machine(attempts: 2)
    goOn(&machine, behind: "one two three ")
    _ = machine.handle([.provider(.textDelta("one two "), attempt: 2)], at: now)
    _ = machine.handle([.providerEnded(nil, attempt: 2)], at: now)
    let usage = machine.outcome?.usage
    #expect(usage?.outputTokens == 3 && usage?.attempts.map(\.outputTokens) == [3, nil])
  }

  /// Drives a machine to its second attempt, which goes on behind some words.
  private func goOn(_ machine: inout RunMachine, behind text: String = "Hel") {
    _ = machine.handle([.begun], at: now)
    _ = machine.handle([attempt(1), .provider(.textDelta(text)), .providerEnded(nil)], at: now)
    for _ in 0..<2 { _ = machine.handle([.written(sentAt: now, requestedEnd: nil)], at: now) }
    _ = machine.handle([attempt(2)], at: now)
  }

  /// Whatever providers and stores do: what was shown stays, seams are where they say, and nothing that no provider
  /// finished is called finished.
  @Test func `I27, I30 ten thousand random runs keep every rule`() {
    var (continued, finished) = (0, 0)
    for seed in UInt64(0)..<10_000 {
      var random = SplitMix(state: seed &* 104_729 &+ 11)
      var events: [RunMachine.Event] = []
      var finishing: Set<Int> = []
      for number in 1...4 {
        events.append(attempt(number, "t\(random.below(3))"))
        for _ in 0..<random.below(5) {
          switch random.below(12) {
          case 0: events.append(.provider(.reasoningDelta("hm "), attempt: number))
          case 1: events.append(.provider(.toolCallStart(index: 0, id: "c", name: "t"), attempt: number))
          case 2: events.append(.provider(.usage(Usage(outputTokens: 3)), attempt: number))
          case 3: events.append(.provider(.source(url: "https://x", title: nil), attempt: number))
          default: events.append(.provider(.textDelta("w\(random.below(1000)) "), attempt: number))
          }
        }
        switch random.below(4) {
        case 0:
          events += [.provider(.finish(.stop), attempt: number), .providerEnded(nil, attempt: number)]
          finishing.insert(number)
        case 1: events.append(.unanswerable(ProviderError(.overload, detail: "x")))
        default:
          let kind = ProviderError.Kind.allCases[random.below(ProviderError.Kind.allCases.count)]
          events.append(.providerEnded(ProviderError(kind, detail: "x"), attempt: number))
        }
      }
      var machine = machine(attempts: 1 + random.below(4), continuations: random.below(4))
      var driving = RunMachineDriving(seed: seed, faults: random.below(40))
      driving.drive(&machine, hearing: events + [.endRequested(.stop)])
      let log = driving.log
      #expect(log.violations == [], "seed \(seed)")
      guard log.givenUp == nil else { continue }
      let isFinished = log.end == .finished
      #expect(isFinished == log.chunks.contains { if case .finish = $0 { true } else { false } })
      if isFinished { #expect(!finishing.isEmpty, "seed \(seed)") }
      finished += isFinished ? 1 : 0
      var assembler = MessageAssembler()
      for (index, chunk) in log.chunks.enumerated() {
        if case .data("seam", let seam, _, _) = chunk {
          continued += 1
          #expect(seam["position"]?.intValue == index, "seed \(seed)")
          #expect(!assembler.hasToolCall && !assembler.isReasoningOpen && !assembler.text.isEmpty)
        }
        assembler.accept(chunk)
      }
    }
    #expect(continued > 1000 && finished > 1000)
  }
}
