import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite struct `A run that calls tools, decided` {
  private static let rules: [String: ToolRule] = [
    "look": ToolRule(effect: .none), "book": ToolRule(effect: .reversible),
    "mail": ToolRule(effect: .irreversible), "pay": ToolRule(effect: .reversible, needsApproval: true),
    "picky": ToolRule(effect: .reversible) { $0["to"] == nil ? "to is missing" : nil },
  ]

  private func machine(
    isLogged: Bool = true, opening: Opening = Opening(), reserves: Bool = false,
    _ change: (inout RunMachine.Limits) -> Void = { _ in }
  ) -> RunMachine {
    var configuration = EngineConfiguration()
    configuration.maximumAttempts = 1
    var limits = RunMachine.Limits(configuration)
    change(&limits)
    var header = RunMachineDriving.header
    if reserves { header.reservation = ReservationID(rawValue: "r1") }
    return RunMachine(
      header: header, isLogged: isLogged, model: "model", opening: opening, tools: Self.rules, limits: limits)
  }

  /// The events of one answer that calls tools.
  private static func calls(_ tools: String..., attempt: Int = 1) -> [RunMachine.Event] {
    var events: [RunMachine.Event] = [.provider(.textDelta("Hello"), attempt: attempt)]
    for (index, tool) in tools.enumerated() {
      events += [
        .provider(.toolCallStart(index: index, id: "\(tool)\(attempt)", name: tool), attempt: attempt),
        .provider(.toolCallDelta(index: index, argumentsDelta: #"{"n":\#(index)}"#), attempt: attempt),
        .provider(.toolCallEnd(index: index), attempt: attempt),
      ]
    }
    return events + [
      .provider(.finish(.toolCalls), attempt: attempt), .providerEnded(nil, attempt: attempt),
    ]
  }

  private static func finish(attempt: Int) -> [RunMachine.Event] {
    [
      .provider(.textDelta("Done"), attempt: attempt), .provider(.finish(.stop), attempt: attempt),
      .providerEnded(nil, attempt: attempt),
    ]
  }

  @Test func `a call is noted, executing, made and confirmed, and the model goes on`() {
    var machine = machine()
    var hand = MachineHand()
    hand.tell(&machine, [.begun])
    hand.commit(&machine)
    hand.tell(&machine, Self.calls("book"))
    // I23: the intent is in the commit that announces the call, and nothing is called before the next one.
    #expect(hand.writes.last?.effects.map(\.state) == [.intent])
    #expect(hand.writes.last?.chunks.contains { $0.isInput(of: "book1") } == true)
    #expect(hand.called == [])
    hand.commit(&machine)
    #expect(hand.writes.last?.effects.map(\.state) == [.executing] && hand.writes.last?.chunks == [])
    #expect(hand.called == [])
    hand.commit(&machine)
    #expect(hand.called == ["book1"])
    hand.tell(&machine, [.toolEnded("book1", .done("ok"))])
    #expect(hand.writes.last?.effects.map(\.state) == [.confirmed])
    #expect(
      hand.writes.last?.chunks.first
        == .toolOutputAvailable(
          Chunk.ToolAnswer(toolCallID: "book1", providerExecuted: true), output: "ok"))
    hand.commit(&machine)
    hand.commit(&machine)
    #expect(hand.orders.map(\.number) == [1, 2])
    #expect(hand.orders.last?.said.contains { $0.json["state"] == "output-available" } == true)
    hand.tell(&machine, Self.finish(attempt: 2))
    hand.commitAll(&machine)
    #expect(machine.isOver && machine.outcome?.state == .finished)
    #expect(hand.called == ["book1"])
  }

  @Test func `calls are made one after the other, in the model's order`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.drive(&machine, hearing: Self.calls("book", "mail", "look") + Self.finish(attempt: 2))
    #expect(driving.log.calls == ["book1", "mail1", "look1"])
    #expect(driving.log.ledger.map(\.state) == [.confirmed, .confirmed, .confirmed])
    #expect(driving.log.end == .finished)
  }

  @Test func `an input that does not fit is answered without a call, and the model goes on`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.drive(&machine, hearing: Self.calls("picky") + Self.finish(attempt: 2))
    #expect(driving.log.calls == [] && driving.log.ledger == [] && driving.log.asks == 2)
    #expect(driving.log.chunks.contains { $0.errorOf("picky1")?.contains("to is missing") == true })
  }

  @Test func `a tool of the client's ends the reply, after the tools of ours have been called`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.drive(&machine, hearing: Self.calls("book", "theirs"))
    #expect(driving.log.calls == ["book1"] && driving.log.asks == 1 && driving.log.end == .finished)
  }

  @Test func `a call that needs approval is asked for, and not made`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.drive(&machine, hearing: Self.calls("pay"))
    #expect(driving.log.calls == [] && driving.log.ledger == [] && driving.log.end == .finished)
    #expect(
      driving.log.chunks.contains(
        .toolApprovalRequest(approvalID: "st-pay1", toolCallID: "pay1")))
  }

  private static func approved(_ settled: EffectEntry? = nil) -> Opening {
    var opening = Opening()
    opening.approved = [Opening.Approved(call: "pay1", tool: "pay", input: ["n": 0], settled: settled)]
    return opening
  }

  @Test func `an approved call is made before the model is asked`() {
    var machine = machine(opening: Self.approved())
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.drive(&machine, hearing: Self.finish(attempt: 2))
    #expect(driving.log.calls == ["pay1"] && driving.log.asks == 1 && driving.log.end == .finished)
  }

  @Test(arguments: [EffectEntry.State.confirmed, .compensated, .failed, .manualReview])
  func `I25 an approved call that a stream before has settled is not made again`(state: EffectEntry.State) {
    let entry = EffectEntry(
      call: "pay1", number: 0, tool: "pay", effect: .reversible, state: state, input: ["n": 0], output: "ok",
      changedAt: Timestamp(milliseconds: 1))
    var machine = machine(opening: Self.approved(entry))
    var driving = RunMachineDriving(seed: 3)
    driving.drive(&machine, hearing: Self.finish(attempt: 2))
    #expect(driving.log.calls == [] && driving.log.end == .finished)
    #expect(driving.log.ledger.map(\.state) == [state])
  }

  @Test func `the steps of a reply are limited`() {
    var machine = machine { $0.steps = 2 }
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.drive(&machine, hearing: Self.calls("look") + Self.calls("look", attempt: 2))
    #expect(driving.log.calls == ["look1", "look2"] && driving.log.asks == 2 && driving.log.end == .finished)
    #expect(driving.log.chunks.contains { $0.noticeCode == "STEP_LIMIT" })
  }

  @Test func `without a log no tool is called`() {
    var machine = machine(isLogged: false)
    var driving = RunMachineDriving(seed: 3)
    driving.drive(&machine, hearing: Self.calls("book") + Self.finish(attempt: 2))
    #expect(driving.log.calls == [])
    #expect(driving.log.chunks.contains { $0.errorOf("book1") != nil })
  }

  @Test(arguments: [EndRequest.stop, .supersede, .drain])
  func `a request to end waits for the call that is under way, and makes no other`(request: EndRequest) {
    var machine = machine()
    var hand = MachineHand()
    hand.tell(&machine, [.begun])
    hand.commit(&machine)
    hand.tell(&machine, Self.calls("book", "mail"))
    hand.commit(&machine)
    hand.commit(&machine)
    #expect(hand.called == ["book1"])
    hand.tell(&machine, [.endRequested(request)])
    hand.commitAll(&machine)
    // The outcome is there at once; the reply is settled when the call is over.
    #expect(machine.outcome?.state == request.state && hand.settles == 0)
    hand.tell(&machine, [.toolEnded("book1", .done("ok"))])
    hand.commitAll(&machine)
    #expect(hand.settles == 1 && machine.isOver && hand.called == ["book1"])
    #expect(hand.ledger.map(\.state) == [.confirmed, .failed])
    #expect(machine.assembler.messageParts.contains { $0.json["output"] == "ok" })
  }

  @Test(arguments: [
    ("book", EffectEntry.State.compensated), ("mail", .manualReview), ("look", .failed),
  ])
  func `F98 a call of which nobody knows is undone, or handed to a person`(
    tool: String, state: EffectEntry.State
  ) {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .unknown("No answer.") }
    driving.drive(&machine, hearing: Self.calls(tool) + Self.finish(attempt: 2))
    #expect(driving.log.ledger.map(\.state) == [state])
    #expect(driving.log.undone == (state == .compensated ? ["\(tool)1"] : []))
    #expect(driving.log.end == .finished)
  }

  // MARK: What is not saved

  @Test func `I26 when the reply cannot be saved its effects are undone in the reverse order`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.settleFailure = .unavailable
    driving.drive(&machine, hearing: Self.calls("book", "look", "book") + Self.finish(attempt: 2))
    #expect(driving.log.undone == ["book1-2", "book1"])
    #expect(driving.log.ledger.map(\.state) == [.compensated, .confirmed, .compensated])
    // The reply is given up: it is never saved behind the back of what was undone.
    #expect(driving.log.end == .failed && driving.log.noted == .refused)
    #expect(driving.log.announced.contains { $0.noticeCode == "EFFECTS_UNDOING" })
    #expect(driving.log.chunks.contains { $0.noticeCode == "EFFECTS_UNDONE" })
  }

  @Test func `I24 what cannot be undone waits for the save`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.settleFailure = .unavailable
    driving.drive(&machine, hearing: Self.calls("book", "mail") + Self.finish(attempt: 2))
    #expect(driving.log.undone == [] && driving.log.end == .finished && driving.log.noted == .pending)
    #expect(driving.log.ledger.map(\.state) == [.confirmed, .confirmed])
  }

  @Test func `I24 of a reply that is refused for good what cannot be undone goes to a person`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.settleFailure = .refused
    driving.drive(&machine, hearing: Self.calls("book", "mail") + Self.finish(attempt: 2))
    #expect(driving.log.undone == ["book1"] && driving.log.end == .failed)
    #expect(driving.log.ledger.map(\.state) == [.compensated, .manualReview])
    #expect(driving.log.chunks.contains { $0.noticeCode == "EFFECTS_REVIEW" })
  }

  @Test func `an effect whose undoing fails is left to be tried again, and so are those before it`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.settleFailure = .unavailable
    driving.undoingFails = true
    driving.drive(&machine, hearing: Self.calls("book", "book") + Self.finish(attempt: 2))
    #expect(driving.log.undone == ["book1-2"])
    #expect(driving.log.ledger.map(\.state) == [.compensating, .compensating])
    #expect(driving.log.ledger.map(\.tries).sorted() == [0, 1])
    #expect(driving.log.chunks.contains { $0.noticeCode == "EFFECTS_UNDOING" })
  }

  @Test func `effects of a reply whose session is deleted are undone`() {
    var machine = machine()
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in .done("ok") }
    driving.isSessionGone = true
    driving.drive(&machine, hearing: Self.calls("book") + Self.finish(attempt: 2))
    #expect(driving.log.ledger.map(\.state) == [.compensated] && driving.log.noted == .saved)
  }

  // MARK: Taking over

  private func record(outcome: StreamOutcome? = nil) -> StreamRecord {
    StreamRecord(
      header: RunMachineDriving.header, run: RunID(rawValue: "r"), owner: NodeID(rawValue: "n"), epoch: 2,
      leaseUntil: Timestamp(milliseconds: 1), length: 5, outcome: outcome)
  }

  private func entry(
    _ state: EffectEntry.State, _ effect: ToolEffect = .reversible, number: Int = 0, detail: String? = nil
  ) -> EffectEntry {
    EffectEntry(
      call: "c\(number)", number: number, tool: "book", effect: effect, state: state, input: .null,
      detail: detail, changedAt: Timestamp(milliseconds: 1))
  }

  @Test(arguments: [
    (EffectEntry.State.intent, ToolEnding.unknown(""), EffectEntry.State.failed),
    (.executing, .unknown(""), .compensated), (.executing, .done("ok"), .confirmed),
    (.executing, .failed("no"), .failed), (.confirmed, .unknown(""), .confirmed),
    (.compensating, .unknown(""), .compensated),
  ])
  func `a stream that is taken over finds out what became of its calls, and makes none`(
    state: EffectEntry.State, ending: ToolEnding, expected: EffectEntry.State
  ) {
    var assembler = MessageAssembler()
    assembler.accept(.textStart(.text, id: "t"))
    assembler.accept(.textDelta(.text, id: "t", delta: "Hello"))
    var machine = RunMachine(
      takingOver: record(), assembler: assembler, effects: [entry(state)],
      limits: RunMachine.Limits(EngineConfiguration()))
    var driving = RunMachineDriving(seed: 3)
    driving.endings = { _ in ending }
    driving.drive(&machine, hearing: [])
    #expect(driving.log.calls == [] && driving.log.end == .interrupted && driving.log.isSettled)
    #expect(machine.effects.entries.map(\.state) == [expected])
  }

  @Test(
    arguments: [
      (EffectEntry.State.confirmed, "ok", nil), (.failed, nil, "No room."), (.compensated, nil, "Unknown."),
      (.manualReview, nil, "Unknown."), (.compensated, "ok", EffectLedger.notSaved),
      (.failed, nil, EffectLedger.notCalled),
    ] as [(EffectEntry.State, JSONValue?, String?)])
  func `what came of a call after the outcome is said by the next owner, as the first one saved it`(
    state: EffectEntry.State, output: JSONValue?, detail: String?
  ) {
    let outcome = StreamOutcome(state: .stopped)
    var assembler = MessageAssembler()
    let call = Chunk.ToolCall(toolCallID: "c0", toolName: "book", providerExecuted: true)
    assembler.accept(.toolInputAvailable(call, input: .null))
    var late = entry(state, detail: detail)
    late.output = output
    var machine = RunMachine(
      takingOver: record(outcome: outcome), assembler: assembler, effects: [late],
      limits: RunMachine.Limits(EngineConfiguration()))
    var driving = RunMachineDriving(seed: 3, outcome: outcome)
    driving.drive(&machine, hearing: [])
    let head = Chunk.ToolAnswer(toolCallID: "c0", providerExecuted: true)
    let isSaid =
      output.map { driving.log.chunks.contains(.toolOutputAvailable(head, output: $0)) }
      ?? driving.log.chunks.contains(.toolOutputError(head, errorText: detail ?? ""))
    #expect(isSaid == (detail != EffectLedger.notCalled))
    let part = machine.assembler.messageParts.first { $0.toolName == "book" }
    #expect(part?.json["output"] == output)
    #expect((part?.json["state"] == "input-available") == (detail == EffectLedger.notCalled))
  }

  @Test func `a reply that its owner gave up stays given up when the stream is taken over`() {
    let outcome = StreamOutcome(state: .finished)
    var assembler = MessageAssembler()
    assembler.accept(.textStart(.text, id: "t"))
    assembler.accept(.textDelta(.text, id: "t", delta: "Hello"))
    let ledger = [
      entry(.compensating, number: 0, detail: EffectLedger.notSaved),
      entry(.compensated, number: 1, detail: EffectLedger.notSaved),
    ]
    var machine = RunMachine(
      takingOver: record(outcome: outcome), assembler: assembler, effects: ledger,
      limits: RunMachine.Limits(EngineConfiguration()))
    var driving = RunMachineDriving(seed: 3, outcome: outcome)
    driving.drive(&machine, hearing: [])
    #expect(!driving.log.isSettled && driving.log.undone == ["c0"] && driving.log.end == .failed)
    #expect(machine.effects.entries.map(\.state) == [.compensated, .compensated])
  }

  // MARK: Quota

  @Test func `I22 what was delivered is paid, and what brought nothing costs nothing`() {
    var first = machine(reserves: true)
    var driving = RunMachineDriving(seed: 3)
    let usage = RunMachine.Event.provider(.usage(Usage(inputTokens: 7, outputTokens: 5)))
    driving.drive(&first, hearing: [.provider(.textDelta("Hello")), usage] + Self.finish(attempt: 1))
    #expect(driving.log.paid == [.committed(QuotaAmount(messages: 1, tokens: 12))])
    var second = machine(reserves: true)
    driving = RunMachineDriving(seed: 3)
    driving.drive(&second, hearing: [usage, .providerEnded(ProviderError(.server, detail: "500"))])
    #expect(driving.log.paid == [.released] && driving.log.end == .failed)
  }

  @Test func `F100 a reservation that cannot be ended is left to the reconciler, and the user is told`() {
    var machine = machine(reserves: true)
    var driving = RunMachineDriving(seed: 3)
    driving.payingFails = true
    driving.drive(&machine, hearing: Self.finish(attempt: 1))
    #expect(driving.log.paid == [] && driving.log.end == .finished)
    #expect(driving.log.chunks.contains { $0.noticeCode == "QUOTA_PENDING" })
  }

  @Test func `whatever fails, every call is made once and comes to one end`() {
    for seed in UInt64(0)..<2000 {
      var machine = machine(reserves: true)
      var driving = RunMachineDriving(seed: seed, faults: 25)
      driving.drive(
        &machine,
        hearing: Self.calls("book", "mail", "look") + Self.calls("book", attempt: 2) + Self.finish(attempt: 3)
      )
      let log = driving.log
      #expect(log.violations == [])
      #expect(Set(log.calls).count == log.calls.count, "a call is made twice (I25)")
      // I24, where the run came to its end.
      for entry in log.ledger where log.end != nil {
        switch entry.state {
        case .intent, .executing: Issue.record("seed \(seed): \(entry.state) at the end")
        case .confirmed:
          let waits = log.noted == .pending || log.isSettled
          #expect(waits || entry.effect == .none, "seed \(seed): confirmed and in no message")
        case .failed, .compensating, .compensated, .manualReview: break
        }
      }
    }
  }
}

extension Chunk {
  fileprivate func isInput(of call: String) -> Bool {
    if case .toolInputAvailable(let head, _, _) = self { head.toolCallID == call } else { false }
  }

  fileprivate func errorOf(_ call: String) -> String? {
    if case .toolOutputError(let head, let text) = self, head.toolCallID == call { text } else { nil }
  }

  /// The code of a notice.
  fileprivate var noticeCode: String? {
    if case .data("notice", let value, _, _) = self { value["code"]?.stringValue } else { nil }
  }
}
