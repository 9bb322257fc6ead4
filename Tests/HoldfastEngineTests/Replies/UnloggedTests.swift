import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A reply that the log cannot take goes on without it` {
  private let quick = EngineConfiguration.quick {
    $0.registrationWait = .milliseconds(30)
    $0.registrationBudget = .milliseconds(50)
  }

  /// Calls with an engine whose log makes no stream.
  private func withoutLog(
    _ kind: StoreKind, _ provider: any ModelProvider,
    _ body: (Engine, Stores, FaultyLog) async throws -> Void
  ) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      log.plan.set(.before(.unavailable), on: .create)
      try await withEngine(on: faulty, provider, configuration: quick) { engine in
        try await body(engine, stores, log)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `P5 it is told at once, streams without cursors, and is saved before its finish`(kind: StoreKind)
    async throws
  {
    let provider = StepProvider()
    try await withoutLog(kind, provider) { engine, stores, _ in
      let handle = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      call.say("Hello")
      let seen = try await handle.read(upTo: "Hello")
      #expect(seen.local.noticeCodes == ["RESUME_UNAVAILABLE"])
      #expect(seen.frames.isEmpty, "A frame that is in no log has a cursor.")
      let session = try #require(try await stores.conversations.session(.first))
      #expect(session.activeStream == nil, "The session points at what cannot be resumed.")
      call.finish()
      let transcript = try await handle.readAll()
      #expect(transcript.local.last == .finish() && transcript.end == .ended)
      #expect(try await stores.messages().last?.message.text == "Hello")
      let claim = try #require(try await stores.conversations.lastClaim(in: .first))
      #expect(claim.state == .settled)
      #expect(try await stores.log.record(of: handle.stream) == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a resume and a repeat are told to come back, never that there is nothing`(kind: StoreKind)
    async throws
  {
    let provider = StepProvider()
    try await withoutLog(kind, provider) { engine, _, log in
      _ = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      call.say("Hello")
      log.plan.heal()
      let again = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
      #expect(again?.status == 503)
      let resumed = await #expect(throws: ChatError.self) {
        try await engine.resume(.first, of: .ada, after: nil, replacesMessages: false)
      }
      #expect(resumed?.status == 503 && resumed?.code == .resumeUnavailable)
      #expect(provider.callCount == 1)
      call.finish()
      try await until("the reply is over") { engine.runningCount == 0 }
      let gone = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
      #expect(gone?.status == 410 && gone?.metadata.address != nil)
    }
  }

  @Test func `P7 it can be stopped at its node`() async throws {
    let provider = StepProvider()
    try await withoutLog(.memory, provider) { engine, stores, _ in
      let handle = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      call.say("Hel")
      _ = try await handle.read(upTo: "Hel")
      let result = try await engine.stop(.stream(handle.stream), in: .first, of: .ada)
      #expect(result.state == .stopped)
      try await until("the call is given up") { call.hasEnded }
      try await until("it is saved") { try await stores.messages().last?.status == .interrupted }
    }
  }

  @Test func `P5 when it cannot be saved either, that is said with its message's id`() async throws {
    let stores = Stores.inMemory()
    let (withLog, log) = stores.withFaultyLog()
    let (faulty, conversations) = withLog.withFaultyConversations()
    log.plan.set(.before(.unavailable), on: .create)
    conversations.plan.set(.before(.unavailable), on: .settle)
    try await withEngine(on: faulty, StepProvider(answering: "Hello"), configuration: quick) { engine in
      let handle = try await engine.start(.says("Hi"))
      let error = try #require(try await handle.readAll().local.closingError)
      #expect(error["metadata"]?["phase"] == "persistence")
      #expect(error["metadata"]?["messageId"]?.stringValue == handle.reply.rawValue)
    }
  }

  @Test func `a claim that cannot be changed is a 503, and nobody is asked`() async throws {
    let (withLog, log) = Stores.inMemory().withFaultyLog()
    let (faulty, conversations) = withLog.withFaultyConversations()
    log.plan.set(.before(.unavailable), on: .create)
    conversations.plan.set(.before(.unavailable), on: .move)
    let provider = StepProvider(answering: "Hello")
    try await withEngine(on: faulty, provider, configuration: quick) { engine in
      let error = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
      #expect(error?.status == 503 && provider.callCount == 0)
    }
  }

  @Test func `a stream that turns up for it is closed, and settles nothing`() async throws {
    let stores = Stores.inMemory()
    let left = try await LeftBehind(on: stores)
    try await left.create()
    _ = try await stores.conversations.move(
      left.stream, in: .first, from: left.claim.run,
      to: .unlogged(node: NodeID(rawValue: "n"), until: stores.time.now + .seconds(60)))
    try await withEngine(on: stores, StepProvider()) { _ in
      #expect(try await stores.settled(left.stream).state == .failed)
      let claim = try #require(try await stores.conversations.claim(of: left.stream, in: .first))
      #expect(claim.state == .unlogged)
    }
  }
}
