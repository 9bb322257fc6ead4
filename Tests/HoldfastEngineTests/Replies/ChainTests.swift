import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Logging
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A chain of targets` {
  private static func chain(_ targets: StepProvider...) -> Agent {
    Agent(targets: targets.enumerated().map { Target(id: "t\($0)", provider: $1, rank: $0) })
  }

  private static let configuration = EngineConfiguration.quick {
    $0.maximumAttempts = 3
    $0.retryBase = .milliseconds(10)
  }

  private static let failures = ProviderError.Kind.allCases.filter { ![.refused, .limit].contains($0) }

  private func usage(_ input: Int, _ output: Int) -> StepProvider.Step {
    .event(.usage(Usage(inputTokens: input, outputTokens: output)))
  }

  @Test(arguments: failures)
  func `falls back before the first word, and the reader sees nothing of it`(
    kind: ProviderError.Kind
  ) async throws {
    let stores = Stores.inMemory()
    let first = StepProvider(model: "one") { _ in [usage(9, 9), .fail(ProviderError(kind, detail: "x"))] }
    let second = StepProvider(model: "two") { _ in [.text("Hello"), usage(5, 2)] + StepProvider.Step.finish }
    try await withEngine(on: stores, Self.chain(first, second), configuration: Self.configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let transcript = try await handle.readAll()
      #expect(transcript.text == "Hello" && transcript.types.last == "finish")
      #expect(!transcript.types.contains("data-seam") && transcript.notices == [])
      let outcome = try #require(try await stores.settled(handle.stream).outcome)
      // I22: what failed before its first word costs nothing, and is told apart.
      #expect(outcome.model == "two" && outcome.usage?.inputTokens == 5 && outcome.usage?.outputTokens == 2)
      #expect(outcome.usage?.attempts.map(\.target) == ["t0", "t1"])
      #expect(outcome.usage?.attempts.first?.failure == kind && outcome.usage?.models == ["two"])
    }
  }

  @Test(arguments: failures)
  func `I27 goes on behind the words of another, with a seam`(kind: ProviderError.Kind) async throws {
    let stores = Stores.inMemory()
    let first = StepProvider(model: "one") { _ in
      [.text("Once upon "), .text("a ti"), .fail(ProviderError(kind, detail: "x"))]
    }
    let second = StepProvider(model: "two", continuation: .prefill) { _ in
      [.text("me there"), .text(" was.")] + StepProvider.Step.finish
    }
    try await withEngine(on: stores, Self.chain(first, second), configuration: Self.configuration) { engine in
      let handle = try await engine.start(.says("Tell"))
      let transcript = try await handle.readAll()
      #expect(transcript.text == "Once upon a time there was." && transcript.types.last == "finish")
      let index = try #require(transcript.types.firstIndex(of: "data-seam"))
      guard case .data("seam", let seam, nil, true) = transcript.chunks[index] else {
        Issue.record("the seam is not transient")
        return
      }
      #expect(seam["from"] == "one" && seam["to"] == "two" && seam["reason"]?.stringValue == kind.rawValue)
      #expect(seam["position"]?.intValue == index && transcript.frames[index].cursor.position == index)
      // One part, from its beginning to its end.
      #expect(transcript.types.count { $0 == "text-start" } == 1)
      let request = try await second.call().request
      #expect(request.continuing == .init(text: "Once upon a ti", mode: .prefill))
      #expect(request.messages.last?.role == .user)
      let stored = try #require(try await stores.messages().last)
      #expect(stored.status == .complete && stored.message.text == "Once upon a time there was.")
      #expect(stored.model == "two" && stored.usage?.models == ["one", "two"])
      #expect(stored.usage?.isEstimated == true && (stored.usage?.outputTokens ?? 0) > 0)
    }
  }

  private static let never: [(name: String, steps: [StepProvider.Step])] = [
    (
      "a tool call cut in its arguments",
      [
        .text("Let me look. "), .event(.toolCallStart(index: 0, id: "c", name: "look")),
        .event(.toolCallDelta(index: 0, argumentsDelta: "{\"at\":")),
      ]
    ),
    (
      "a tool call before more text",
      [
        .event(.toolCallStart(index: 0, id: "c", name: "look")), .event(.toolCallEnd(index: 0)),
        .text("So I looked"),
      ]
    ),
    ("a thought cut in the middle", [.event(.reasoningDelta("I should first"))]),
    ("a thought after some text", [.text("Well. "), .event(.reasoningDelta("I should first"))]),
    ("white space alone", [.text("  \n")]),
    ("a source alone", [.event(.source(url: "https://x", title: nil))]),
    (
      "an open artifact",
      [.text("Here it is: "), .event(.data(name: "kind", value: "code", id: "a", transient: true))]
    ),
  ]

  @Test(arguments: never.indices)
  func `never goes on with`(index: Int) async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in Self.never[index].steps + [.fail(ProviderError(.cut, detail: "x"))] }
    let second = StepProvider(continuation: .prefill) { _ in [.text("more")] + StepProvider.Step.finish }
    try await withEngine(on: stores, Self.chain(first, second), configuration: Self.configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let transcript = try await handle.readAll()
      #expect(transcript.types.suffix(3) == ["data-notice", "abort", "error"], "\(Self.never[index].name)")
      #expect(try await stores.settled(handle.stream).state == .aborted)
      #expect(second.callCount == 0)
    }
  }

  @Test(arguments: [Agent.Continuation.never, .auto])
  func `goes on only where the agent allows it, and not with JSON`(policy: Agent.Continuation) async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in [.text("{\"a\": "), .fail(ProviderError(.cut, detail: "x"))] }
    let second = StepProvider(continuation: .prefill) { _ in [.text("1}")] + StepProvider.Step.finish }
    var agent = Self.chain(first, second)
    agent.continuation = policy
    agent.format = policy == .auto ? .json : .text
    try await withEngine(on: stores, agent, configuration: Self.configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      #expect(try await handle.readAll().types.last == "error")
      #expect(second.callCount == 0)
    }
  }

  @Test func `asks in the other way where the beginning of an answer is refused`() async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in [.text("One, two, "), .fail(ProviderError(.cut, detail: "x"))] }
    let second = StepProvider(continuation: .prefill) { request in
      request.continuing?.mode == .prefill
        ? [.fail(ProviderError(.refused, detail: "x", status: 400))]
        : [.text("three.")] + StepProvider.Step.finish
    }
    try await withEngine(on: stores, Self.chain(first, second), configuration: Self.configuration) { engine in
      let transcript = try await engine.start(.says("Count")).readAll()
      #expect(transcript.text == "One, two, three." && transcript.types.last == "finish")
      #expect(first.callCount == 1 && second.callCount == 2)
      // It is learned for the next time.
      _ = try await engine.start(.says("Again", id: "u2")).readAll()
      #expect(second.callCount == 3)
    }
  }

  @Test func `takes away what the next one repeats`() async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in
      [.text("The keeper lit the lamp and looked"), .fail(ProviderError(.cut, detail: "x"))]
    }
    let second = StepProvider(continuation: .userContinue) { _ in
      [.text("lit the lamp "), .text("and looked out to sea.")] + StepProvider.Step.finish
    }
    try await withEngine(on: stores, Self.chain(first, second), configuration: Self.configuration) { engine in
      let transcript = try await engine.start(.says("Tell")).readAll()
      #expect(transcript.text == "The keeper lit the lamp and looked out to sea.")
    }
  }

  @Test func `makes three attempts, and says what the last one said`() async throws {
    let stores = Stores.inMemory()
    let kinds: [ProviderError.Kind] = [.overload, .server, .transport]
    let targets = kinds.map { kind in StepProvider { _ in [.fail(ProviderError(kind, detail: "x"))] } }
    let spare = StepProvider(answering: "never asked")
    let agent = Self.chain(targets[0], targets[1], targets[2], spare)
    try await withEngine(on: stores, agent, configuration: Self.configuration) { engine in
      let transcript = try await engine.start(.says("Hi")).readAll()
      #expect(transcript.error?["errorCode"] == "PROVIDER_UNREACHABLE")
      #expect(targets.map(\.callCount) == [1, 1, 1] && spare.callCount == 0)
    }
  }

  @Test func `a seam says why the reply broke off, though another attempt said nothing before`() async throws
  {
    let stores = Stores.inMemory()
    let first = StepProvider(model: "one") { _ in [.text("Hel"), .fail(ProviderError(.stall, detail: "x"))] }
    let second = StepProvider(model: "two", continuation: .prefill) { _ in
      [.fail(ProviderError(.server, detail: "x"))]
    }
    let third = StepProvider(model: "three", continuation: .prefill) { _ in
      [.text("lo")] + StepProvider.Step.finish
    }
    let agent = Self.chain(first, second, third)
    try await withEngine(on: stores, agent, configuration: Self.configuration) { engine in
      let transcript = try await engine.start(.says("Hi")).readAll()
      let seams = transcript.chunks.compactMap { chunk -> JSONValue? in
        if case .data("seam", let seam, _, _) = chunk { seam } else { nil }
      }
      #expect(seams.count == 1 && seams[0]["reason"] == "stall")
      #expect(seams[0]["from"] == "one" && seams[0]["to"] == "three" && transcript.text == "Hello")
    }
  }

  @Test(arguments: [ProviderError.Kind.refused, .limit])
  func `asks nobody else what one has refused`(kind: ProviderError.Kind) async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in [.fail(ProviderError(kind, detail: "x", status: 400))] }
    let second = StepProvider(answering: "never asked")
    try await withEngine(on: stores, Self.chain(first, second), configuration: Self.configuration) { engine in
      let transcript = try await engine.start(.says("Hi")).readAll()
      #expect(transcript.types.last == "error" && second.callCount == 0)
    }
  }

  @Test(arguments: [true, false])
  func `a watchdog gives one up and asks the next`(hasContent: Bool) async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in hasContent ? [.text("Hel")] : [] }
    let second = StepProvider(continuation: .prefill) { request in
      [.text(request.continuing == nil ? "Hello" : "lo")] + StepProvider.Step.finish
    }
    var agent = Self.chain(first, second)
    agent.targets[0].firstChunkTimeout = .seconds(20)
    agent.targets[0].betweenChunksTimeout = .seconds(15)
    try await withEngine(on: stores, agent, configuration: Self.configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let call = try await first.call()
      if hasContent { _ = try await handle.read(upTo: "Hel") }
      stores.time.advance(by: .seconds(21))
      #expect(try await handle.readAll().text == "Hello")
      #expect(try await stores.settled(handle.stream).state == .finished)
      try await until("the first call is given up") { call.hasEnded }
    }
  }

  @Test(arguments: [true, false])
  func `I29 a model that falls silent is closed off like one that fails`(hasContent: Bool) async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in hasContent ? [.text("Hel")] : [] }
    let second = StepProvider(continuation: .userContinue) { _ in [.text("lo")] + StepProvider.Step.finish }
    var agent = Self.chain(first, second)
    agent.targets[0].firstChunkTimeout = .seconds(20)
    agent.targets[0].betweenChunksTimeout = .seconds(20)
    try await withEngine(on: stores, agent, configuration: Self.configuration) { engine in
      for number in 0..<5 {
        let handle = try await engine.start(.says("Hi", id: "u\(number)"))
        let call = try await first.call(number)
        if hasContent { _ = try await handle.read(upTo: "Hel") }
        stores.time.advance(by: .seconds(21))
        _ = try await handle.readAll()
        try await until("the call is given up") { call.hasEnded }
      }
      try await until("it is closed off") { engine.isModelClosedOff }
    }
  }

  /// Says that it was cancelled, though nobody has.
  private struct Fickle: ModelProvider {
    let name = "fickle"
    let model = "m"
    let gate: Gate

    func reply(to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void) async throws {
      await gate.pass()
      throw CancellationError()
    }
  }

  @Test func `a run ends with its node, also when nothing of it is under way`() async throws {
    let (stores, gate) = (Stores.inMemory(), Gate())
    gate.open()
    let engine = Engine(
      conversations: ConversationStores(stores.conversations), log: stores.log,
      agents: [Agent(provider: Fickle(gate: gate))], configuration: Self.configuration,
      environment: .test(time: stores.time), logger: Logger(label: "test"))
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await engine.run(ownsStores: true) }  // it is cancelled
      try? await until("the engine is ready") { engine.isReady }
      _ = try? await engine.start(.says("Hi"))
      try? await until("the model is asked") { gate.arrivals == 1 }
      group.cancelAll()
    }
    #expect(gate.arrivals == 1 && engine.runningCount == 0)
  }

  @Test func `what a provider says after it was given up is not heard`() async throws {
    let stores = Stores.inMemory()
    let gate = Gate()
    let first = StepProvider { _ in [.text("Hel"), .wait(gate), .text("XXX")] + StepProvider.Step.finish }
    let second = StepProvider(continuation: .prefill)
    var agent = Self.chain(first, second)
    agent.targets[0].betweenChunksTimeout = .seconds(15)
    try await withEngine(on: stores, agent, configuration: Self.configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      _ = try await handle.read(upTo: "Hel")
      stores.time.advance(by: .seconds(16))
      let next = try await second.call()
      gate.open()
      next.say("lo")
      next.finish()
      #expect(try await handle.readAll().text == "Hello")
    }
  }

  @Test func `a stop during a wait for the next attempt ends the reply at once`() async throws {
    let stores = Stores.inMemory()
    let first = StepProvider { _ in [.fail(ProviderError(.overload, detail: "x", retryAfter: .seconds(25)))] }
    try await withEngine(on: stores, Self.chain(first), configuration: Self.configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      try await until("it waits") { try await stores.log.record(of: handle.stream)?.length == 2 }
      _ = try await engine.stop(.stream(handle.stream), in: .first, of: .ada)
      let transcript = try await handle.readAll()
      #expect(transcript.notices == ["PROVIDER_BUSY", "STOPPED"])
      #expect(try await stores.settled(handle.stream).state == .stopped)
    }
  }
}
