import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P3 a stream whose owner died goes on` {
  private static let configuration = EngineConfiguration.quick { $0.maximumAttempts = 3 }

  private func engine<Value>(
    _ stores: Stores, _ provider: StepProvider, policy: Agent.Continuation = .auto, ownsStores: Bool = true,
    configuration: EngineConfiguration = configuration, _ body: (Engine) async throws -> Value
  ) async throws -> Value {
    let agent = Agent(provider: provider, continuation: policy)
    return try await withEngine(
      on: stores, agent, ownsStores: ownsStores, configuration: configuration, body)
  }

  @Test(arguments: StoreKind.allCases)
  func `behind the words that are in the log, as one stream`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await left.append(left.opening(saying: "Once upon a ti"))
      let provider = StepProvider(model: "m", continuation: .prefill) { _ in
        [.text("me.")] + StepProvider.Step.finish
      }
      try await engine(stores, provider) { engine in
        let record = try await stores.settled(left.stream)
        #expect(record.state == .finished && record.epoch == 2)
        let transcript = try await engine.readAll(left.stream)
        transcript.expectOrdered()
        #expect(transcript.text == "Once upon a time.")
        #expect(
          transcript.types == [
            "start", "start-step", "text-start", "text-delta", "data-seam", "text-delta", "text-end",
            "finish-step", "finish",
          ])
        guard case .data(_, let seam, _, _) = transcript.chunks[4] else { return }
        #expect(seam["reason"] == "owner-died" && seam["position"]?.intValue == 4 && seam["from"] == "m")
        let request = try await provider.call().request
        #expect(request.continuing == .init(text: "Once upon a ti", mode: .prefill))
        #expect(request.messages.map(\.text) == ["Hello"])
        let stored = try #require(try await stores.messages().last)
        #expect(stored.status == .complete && stored.message.text == "Once upon a time.")
        // What the owner that died used is not known; what it delivered is.
        #expect(stored.usage?.isEstimated == true && stored.usage?.attempts.count == 2)
        #expect(stored.usage?.attempts.first?.target == "unknown")
      }
    }
  }

  @Test func `from its beginning when it had said nothing`() async throws {
    let stores = Stores.inMemory()
    var left = try await LeftBehind(on: stores)
    try await left.create()
    try await left.append(left.opening)
    // Nobody has to be able to go on for that.
    let provider = StepProvider(answering: "Hello")
    try await engine(stores, provider) { engine in
      #expect(try await stores.settled(left.stream).state == .finished)
      let transcript = try await engine.readAll(left.stream)
      #expect(transcript.text == "Hello" && transcript.types.count { $0 == "start" } == 1)
      #expect(!transcript.types.contains("data-seam"))
      #expect(try await provider.call().request.continuing == nil)
    }
  }

  @Test func `on another node, when its lease has run out`() async throws {
    let stores = Stores.inMemory()
    var left = try await LeftBehind(on: stores)
    try await left.create()
    try await left.append(left.opening(saying: "Hel"))
    let provider = StepProvider(continuation: .prefill) { _ in [.text("lo")] + StepProvider.Step.finish }
    try await engine(stores, provider, ownsStores: false) { engine in
      let leased = try await stores.log.record(of: left.stream)
      #expect(leased?.epoch == 1, "the lease still stands")
      stores.time.advance(by: .pastLease)
      let record = try await stores.settled(left.stream)
      let transcript = try await engine.readAll(left.stream)
      #expect(record.state == .finished && transcript.text == "Hello")
    }
  }

  private struct Held: Sendable {
    var name: String
    var policy = Agent.Continuation.auto
    var mode = ContinuationMode.prefill
    var epochs = 1
    var more: [Chunk] = []
    var request: EndRequest?
  }

  private static let held: [Held] = [
    Held(name: "the agent does not allow it", policy: .never),
    Held(name: "no model can go on", mode: .none),
    Held(
      name: "a tool call has begun",
      more: [.toolInputStart(Chunk.ToolCall(toolCallID: "c", toolName: "t"))]),
    Held(
      name: "the model was thinking",
      more: [.textEnd(.text, id: "text-1"), .textStart(.reasoning, id: "reasoning-2")]),
    Held(name: "a stop was asked for", request: .stop),
    Held(
      name: "it was gone on with before",
      more: [.data(name: "seam", value: .object(["reason": "cut"]), transient: true)]),
    Held(name: "three owners have had it", epochs: 4),
  ]

  @Test(arguments: held.indices)
  func `not when`(index: Int) async throws {
    let held = Self.held[index]
    let stores = Stores.inMemory()
    var left = try await LeftBehind(on: stores)
    try await left.create()
    try await left.append(left.opening(saying: "Hel") + held.more)
    if let request = held.request { _ = try await stores.log.requestEnd(left.stream, request) }
    for _ in 1..<held.epochs {
      _ = try await stores.log.takeOver(
        left.stream, run: RunID(rawValue: "r"), owner: NodeID(rawValue: "n"), lease: .lease, force: true)
    }
    let provider = StepProvider(continuation: held.mode)
    try await engine(stores, provider, policy: held.policy) { engine in
      let expected: TerminalState = held.request == nil ? .interrupted : .stopped
      let record = try await stores.settled(left.stream)
      #expect(record.state == expected, "\(held.name)")
      #expect(provider.callCount == 0, "\(held.name)")
    }
  }

  @Test func `and can be stopped like any other`() async throws {
    let stores = Stores.inMemory()
    var left = try await LeftBehind(on: stores)
    try await left.create()
    try await left.append(left.opening(saying: "Hel"))
    let provider = StepProvider(continuation: .prefill)
    try await engine(stores, provider) { engine in
      let call = try await provider.call()
      #expect(try await engine.stop(.stream(left.stream), in: .first, of: .ada).state == .stopped)
      try await until("the provider is given up") { call.hasEnded }
      #expect(try await stores.settled(left.stream).state == .stopped)
    }
  }

  @Test func `when its node went down in order, at once and without a mark of an end`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider(continuation: .prefill) { request in
      request.continuing == nil ? [.text("Hel")] : [.text("lo")] + StepProvider.Step.finish
    }
    let stream = try await engine(stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      _ = try await handle.read(upTo: "Hel")
      let reader = Task { try await handle.readAll() }
      await engine.shutDown()
      #expect(try await reader.value.end == .lost, "the reader is to come back")
      return handle.stream
    }
    let left = try #require(try await stores.log.record(of: stream))
    #expect(left.owner == nil && left.state == nil && left.outcome == nil && left.requestedEnd == nil)
    // No lease is waited for.
    try await engine(stores, provider, ownsStores: false) { engine in
      #expect(try await stores.settled(stream).state == .finished)
      let transcript = try await engine.readAll(stream)
      transcript.expectOrdered()
      #expect(transcript.text == "Hello" && transcript.types.last == "finish")
    }
  }

  @Test func `however many a process has left behind, at its next start`() async throws {
    let stores = Stores.inMemory()
    for number in 0..<300 {
      var left = try await LeftBehind(
        on: stores, id: "u\(number)", in: SessionID(rawValue: "session-\(number)"), named: "left\(number)")
      try await left.create()
      try await left.append(left.opening(saying: "Hel"))
    }
    let provider = StepProvider(continuation: .prefill) { _ in [.text("lo")] + StepProvider.Step.finish }
    // No lease runs out here: what the start does not find, nothing does.
    try await engine(stores, provider) { _ in
      try await until("all have ended") { try await stores.log.running(limit: 1000).isEmpty }
      let ended = try await stores.log.record(of: StreamID(rawValue: "left299"))
      #expect(ended?.state == .finished && provider.callCount == 300)
    }
  }

  @Test(arguments: [true, false])
  func `unless it was stopped, or cut by a newer turn, and nothing tells but its claim`(
    isStopped: Bool
  ) async throws {
    let stores = Stores.inMemory()
    var left = try await LeftBehind(on: stores)
    if isStopped {
      let isMoved = try await stores.conversations.move(
        left.stream, in: .first, from: left.claim.run, to: .ended)
      #expect(isMoved)
    }
    try await left.create()
    try await left.append(left.opening(saying: "Hel"))
    if !isStopped {
      var next = ClaimRequest(
        session: .first, principal: .ada, turn: .regenerate(target: left.claim.reply, after: nil),
        fingerprint: [], stream: StreamID(rawValue: "next"), run: RunID(rawValue: "next"),
        reply: MessageID(rawValue: "next"), agent: Agent.defaultName, dialect: .v5, routeForm: .chat,
        now: stores.time.now)
      next.onActive = .supersede
      _ = try await stores.conversations.claim(next)
    }
    let provider = StepProvider(continuation: .prefill)
    try await engine(stores, provider) { _ in
      _ = try await stores.settled(left.stream)
      #expect(provider.callCount == 0)
    }
  }

  @Test func `what a node has left to others it does not take back while it goes down`() async throws {
    let stores = Stores.inMemory()
    let gate = Gate()
    let provider = StepProvider(continuation: .prefill) { request in
      request.messages.last?.text == "Stay" ? [.text("Hel"), .wait(gate)] : [.text("Hel")]
    }
    let configuration = EngineConfiguration.quick {
      $0.maximumAttempts = 3
      $0.reconcileInterval = .milliseconds(5)
    }
    try await engine(stores, provider, configuration: configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let other = try await engine.start(.says("Stay", in: .second))
      _ = try await handle.read(upTo: "Hel")
      _ = try await other.read(upTo: "Hel")
      // A provider that does not heed its end keeps the node up for a while.
      await engine.shutDown()
      try await until("both are left") {
        try await stores.log.expired(limit: 10).count == 2
      }
      try await Task.sleep(for: .milliseconds(100))  // the reconciler would have come by twenty times
      let record = try #require(try await stores.log.record(of: handle.stream))
      #expect(record.state == nil && record.outcome == nil && record.owner == nil && record.epoch == 1)
      gate.open()
    }
  }
}
