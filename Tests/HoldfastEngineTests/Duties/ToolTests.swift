import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P10 effects are accounted for` {
  private func agent(_ provider: StepProvider, _ tools: TestTool...) -> Agent {
    Agent(targets: [Target(provider: provider)], tools: tools)
  }

  @Test(arguments: StoreKind.allCases)
  func `a tool is called, its answer shown and sent to the model, and saved with the reply`(
    kind: StoreKind
  ) async throws {
    try await kind.withStores { stores in
      let (provider, tool) = (StepProvider.calling("book"), TestTool())
      try await withEngine(on: stores, agent(provider, tool)) { engine in
        let handle = try await engine.start(.says("Book me a trip"))
        let transcript = try await handle.readAll()
        #expect(tool.record == ["do call-1"])
        #expect(transcript.text == "Done." && transcript.types.last == "finish")
        #expect(transcript.types.contains("tool-output-available"))
        let request = try await provider.call(1).request
        #expect(request.tools.map(\.name) == ["book"])
        #expect(request.messages.last?.parts.contains { $0.json["output"] == "booked" } == true)
        _ = try await stores.settled(handle.stream)
        let effects = try await stores.conversations.effects(of: handle.stream, in: .first)
        #expect(effects.map(\.state) == [.confirmed] && effects.first?.output == "booked")
        let reply = try #require(try await stores.messages().last)
        #expect(reply.message.parts.contains { $0.json["output"] == "booked" })
      }
    }
  }

  @Test func `I23 nothing is called before the ledger says so in the log`() async throws {
    let stores = Stores.inMemory()
    let tool = TestTool(answer: { call in
      let stream = StreamID(rawValue: String(call.key.split(separator: "/")[0]))
      let entry = try await stores.log.effects(of: stream).first
      return .string(entry?.state.rawValue ?? "none")
    })
    try await withEngine(on: stores, agent(.calling("book"), tool)) { engine in
      let handle = try await engine.start(.says("Book me a trip"))
      _ = try await handle.readAll()
      let effects = try await stores.log.effects(of: handle.stream)
      #expect(effects.map(\.output) == ["executing"])
    }
  }

  @Test func `a tool that keeps its deadline itself is let say what became of the call`() async throws {
    let (stores, deadline) = (Stores.inMemory(), Duration.milliseconds(50))
    let tool = TestTool(
      "book", .irreversible, deadline: deadline,
      answer: { _ in
        // Late, as one is whose own clock began to run a little later.
        try await Task.sleep(for: deadline * 3)
        throw ToolError(.failed, "The tool could not be reached in time.")
      })
    try await withEngine(on: stores, agent(.calling("book"), tool)) { engine in
      let handle = try await engine.start(.says("Book me a trip"))
      _ = try await handle.readAll()
      _ = try await stores.settled(handle.stream)
      #expect(try await stores.log.effects(of: handle.stream).map(\.state) == [.failed])
    }
  }

  @Test func `an input that the schema does not take is told to the model, and nothing is called`()
    async throws
  {
    let stores = Stores.inMemory()
    let (provider, tool) = (StepProvider.calling("book", input: #"{"to":7}"#), TestTool())
    try await withEngine(on: stores, agent(provider, tool)) { engine in
      let handle = try await engine.start(.says("Book me a trip"))
      let transcript = try await handle.readAll()
      #expect(tool.record == [] && transcript.types.contains("tool-output-error"))
      #expect(transcript.text == "Done.")
      #expect(try await stores.log.effects(of: handle.stream) == [])
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I24 I26 a reply that cannot be saved has its effects undone, the latest first, and the user sees it`(
    kind: StoreKind
  ) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(.unavailable), on: .settle)
      let tool = TestTool()
      try await withEngine(on: faulty, agent(.calling("book", "book"), tool)) { engine in
        let handle = try await engine.start(.says("Book me a trip"))
        let transcript = try await handle.readAll()
        #expect(tool.record == ["do call-1", "do call-2", "undo call-2", "undo call-1"])
        #expect(tool.standing.isEmpty)
        #expect(transcript.notices == ["EFFECTS_UNDONE"])
        #expect(transcript.error?["errorCode"] == "PERSISTENCE_FAILED")
        #expect(try await stores.settled(handle.stream).persistence == .refused)
        conversations.plan.heal()
        // It is never saved behind the back of what was undone.
        try await until("the reconciler has passed") { conversations.plan.count(.lists) > 5 }
        #expect(try await stores.messages().map(\.message.role) == [.user])
      }
    }
  }

  @Test func `what cannot be undone waits for the save, and the reply is saved later`() async throws {
    let stores = Stores.inMemory()
    let (faulty, conversations) = stores.withFaultyConversations()
    conversations.plan.set(.before(.unavailable), on: .settle)
    let tool = TestTool("mail", .irreversible)
    try await withEngine(on: faulty, agent(.calling("mail"), tool)) { engine in
      let handle = try await engine.start(.says("Write to her"))
      let transcript = try await handle.readAll()
      #expect(transcript.notices == ["SAVING"] && tool.record == ["do call-1"])
      #expect(try await engine.openEffects(after: nil, limit: 9).map(\.entry.state) == [.confirmed])
      conversations.plan.heal()
      #expect(try await stores.settled(handle.stream).persistence == .saved)
      #expect(try await engine.openEffects(after: nil, limit: 9) == [])
    }
  }

  @Test func `F99 undoing that fails is tried again by the reconciler, and then waits for a person`()
    async throws
  {
    let stores = Stores.inMemory()
    let (faulty, conversations) = stores.withFaultyConversations()
    conversations.plan.set(.before(.unavailable), on: .settle)
    let tool = TestTool(undo: { _ in throw ToolError(.failed, "no") })
    let configuration = EngineConfiguration.quick { $0.maximumCompensations = 3 }
    try await withEngine(on: faulty, agent(.calling("book"), tool), configuration: configuration) { engine in
      let handle = try await engine.start(.says("Book me a trip"))
      let transcript = try await handle.readAll()
      #expect(transcript.notices == ["EFFECTS_UNDOING"])
      let review = try await eventually("a person is asked") {
        stores.time.advance(by: .seconds(10))
        let effects = try await engine.openEffects(after: nil, limit: 9)
        return effects.first { $0.entry.state == .manualReview }
      }
      #expect(tool.record == ["do call-1", "undo call-1", "undo call-1", "undo call-1"])
      let resolved = try await engine.resolveEffect(at: review.place, as: .compensated, note: "by phone")
      #expect(resolved.detail == "resolved by a person: by phone")
      #expect(try await engine.openEffects(after: nil, limit: 9) == [])
    }
  }

  @Test func `F98 a call that does not answer is looked after, and counts as what it was`() async throws {
    let stores = Stores.inMemory()
    let tool = TestTool(
      deadline: .milliseconds(50), look: { _ in .executed("found") },
      answer: { _ in
        try await Task.sleep(for: .seconds(60))
        return .null
      })
    try await withEngine(on: stores, agent(.calling("book"), tool)) { engine in
      let handle = try await engine.start(.says("Book me a trip"))
      _ = try await handle.readAll()
      #expect(tool.record == ["do call-1", "look call-1"])
      let effects = try await stores.log.effects(of: handle.stream)
      #expect(effects.map(\.state) == [.confirmed] && effects.first?.output == "found")
    }
  }

  @Test func `an answer that is too long is cut before the model sees it`() async throws {
    let stores = Stores.inMemory()
    let tool = TestTool(answer: { _ in .string(String(repeating: "x", count: 5000)) })
    let configuration = EngineConfiguration.quick { $0.toolOutputBytes = 1000 }
    try await withEngine(on: stores, agent(.calling("book"), tool), configuration: configuration) { engine in
      let handle = try await engine.start(.says("Book me a trip"))
      _ = try await handle.readAll()
      let output = try #require(try await stores.log.effects(of: handle.stream).first?.output)
      #expect(output.text.utf8.count < 1000 && output["error"] != nil)
    }
  }

  // MARK: Approvals

  /// Answers the approval that a reply waits for.
  private func answer(_ isApproved: Bool, to reply: StoredMessage) -> Turn {
    let part = reply.message.parts.first { $0.toolName != nil }
    return .continuation(
      of: reply.message.id,
      answers: [
        ToolAnswer(
          toolCallID: part?.json["toolCallId"]?.stringValue ?? "",
          content: .approval(
            id: part?.json["approval"]?["id"]?.stringValue ?? "", isApproved: isApproved, reason: nil))
      ])
  }

  @Test(arguments: [true, false])
  func `a call that needs approval is made when a person allows it, and only then`(isApproved: Bool)
    async throws
  {
    let stores = Stores.inMemory()
    let (provider, tool) = (StepProvider.calling("pay"), TestTool("pay", needsApproval: true))
    try await withEngine(on: stores, agent(provider, tool)) { engine in
      let first = try await engine.start(.says("Pay her"))
      #expect(try await first.readAll().types.last == "finish")
      #expect(tool.record == [])
      _ = try await stores.settled(first.stream)
      let reply = try #require(try await stores.messages().last)
      let turn = answer(isApproved, to: reply)
      let second = try await engine.start(
        StartRequest(principal: .ada, session: .first, turn: turn))
      let transcript = try await second.readAll()
      #expect(tool.record == (isApproved ? ["do call-1"] : []))
      #expect(transcript.text == "Done.")
      _ = try await stores.settled(second.stream)
      let parts = try #require(try await stores.messages().last).message.parts.filter { $0.toolName != nil }
      #expect(parts.count == 1)
      if isApproved { #expect(parts.first?.json["output"] == "booked") }
      // A repeat of the answer attaches, and calls nothing.
      _ = try await engine.start(StartRequest(principal: .ada, session: .first, turn: turn)).readAll()
      #expect(tool.record == (isApproved ? ["do call-1"] : []))
    }
  }

  // MARK: Crashes

  @Test(arguments: [EffectEntry.State.intent, .executing, .confirmed, .compensating])
  func `a call whose owner died is found out about, and never made again`(
    state: EffectEntry.State
  ) async throws {
    let stores = Stores.inMemory()
    var left = try await LeftBehind(on: stores)
    try await left.create()
    try await left.append(left.opening(saying: "Hello"))
    let entry = EffectEntry(
      call: "call-1", number: 0, tool: "book", effect: .reversible, state: state, input: ["to": "Rome"],
      dueAt: state == .compensating ? stores.time.now : nil, changedAt: stores.time.now)
    for result in await stores.log.append([
      StreamAppend(stream: left.stream, epoch: 1, first: 4, frames: [], effects: [entry], lease: .lease)
    ]) { _ = try result.get() }
    let tool = TestTool(look: { _ in .executed("found") })
    try await withEngine(on: stores, agent(.calling(), tool)) { _ in
      #expect(try await stores.settled(left.stream).state == .interrupted)
      let after = try await stores.log.effects(of: left.stream).map(\.state)
      switch state {
      case .intent: #expect(after == [.failed] && tool.record == [])
      case .executing: #expect(after == [.confirmed] && tool.record == ["look call-1"])
      case .confirmed: #expect(after == [.confirmed] && tool.record == [])
      default: #expect(after == [.compensated] && tool.record == ["undo call-1"])
      }
      #expect(try await stores.conversations.effects(of: left.stream, in: .first).map(\.state) == after)
    }
  }
}
