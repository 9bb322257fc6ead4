import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Conversations through the engine` {
  @Test(arguments: StoreKind.allCases)
  func `a reply is listed when its stream has ended, and when the log does not answer`(kind: StoreKind)
    async throws
  {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("Hello")
        call.finish()
        // Settled, and not ended yet.
        log.plan.set(.before(.unavailable), on: .append)
        let messages = {
          try await engine.messages(in: .first, of: .ada, after: 0, limit: 10).messages.map(
            \.message.message.text)
        }
        try await until("something is settled", within: .seconds(5)) {
          log.plan.heal()
          return try await stores.messages().count == 2
        }
        _ = try await handle.readAll()
        try await until("the reply is listed") { try await messages() == ["Hi", "Hello"] }
        log.plan.set(.before(.unavailable), on: .record)
        #expect(try await messages() == ["Hi", "Hello"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a reply that is settled and has not ended is left out`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("Hello")
        _ = try await handle.read(upTo: "Hello")
        // The commit of the outcome passes; the one of the closing frames waits.
        let gate = Gate()
        defer { gate.open() }
        log.plan.set(.followed { log.plan.set(.heldBefore(gate), on: .append) }, on: .append, times: 1)
        call.finish()
        try await until("the end is under way") { gate.arrivals == 1 }
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello"])
        let page = try await engine.messages(in: .first, of: .ada, after: 0, limit: 10)
        #expect(page.messages.map(\.message.message.text) == ["Hi"])
        log.plan.heal()
        gate.open()
        _ = try await handle.readAll()
        let after = try await engine.messages(in: .first, of: .ada, after: 0, limit: 10)
        #expect(after.messages.map(\.message.message.text) == ["Hi", "Hello"] && after.next == nil)
        let first = try await engine.messages(in: .first, of: .ada, after: 0, limit: 1)
        #expect(first.messages.map(\.message.message.text) == ["Hi"] && first.next == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `deleting one ends what runs in it`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        try await provider.call().say("some")
        _ = try await handle.read(upTo: "some")
        #expect(try await engine.deleteSession(.first, of: .bob) == false)
        #expect(try await engine.deleteSession(.first, of: .ada))
        #expect(try await engine.deleteSession(.first, of: .ada) == false)
        #expect(try await handle.readAll().notices == ["STOPPED"])
        #expect(try await engine.session(.first, of: .ada) == nil)
        try await until("its stream is gone") { try await stores.log.record(of: handle.stream) == nil }
        #expect(try await stores.messages().isEmpty)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `sessions, streams and drafts are their owner's`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      try await withEngine(on: stores, StepProvider(answering: "Hello")) { engine in
        let handle = try await engine.start(.says("Hi"))
        _ = try await handle.readAll()
        #expect(try await engine.session(.first, of: .ada)?.title == "Hi")
        #expect(try await engine.session(.first, of: .bob) == nil)
        #expect(try await engine.sessions(of: .ada, after: nil, limit: 10).map(\.id) == [.first])
        #expect(try await engine.sessions(of: .bob, after: nil, limit: 10).isEmpty)
        #expect(try await engine.streamRecord(handle.stream, of: .ada)?.header.reply == handle.reply)
        #expect(try await engine.streamRecord(handle.stream, of: .bob) == nil)
        try await engine.saveDraft("later", of: .ada, for: .second)
        #expect(try await engine.draft(of: .ada, for: .second)?.text == "later")
        #expect(try await engine.draft(of: .bob, for: .second) == nil)
        try await engine.saveDraft("", of: .ada, for: .second)
        #expect(try await engine.draft(of: .ada, for: .second) == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a stream says whether its owner is alive`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores, in: .second)
      try await left.create()
      try await left.append(left.opening)
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.reconcileInterval = .seconds(100) }
      try await withEngine(on: stores, provider, ownsStores: false, configuration: configuration) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        #expect(engine.isOwnerAlive(try await stores.record(handle.stream)))
        #expect(engine.isOwnerAlive(try await stores.record(left.stream)))
        stores.time.advance(by: .pastLease)
        #expect(!engine.isOwnerAlive(try await stores.record(left.stream)))
        #expect(engine.isOwnerAlive(try await stores.record(handle.stream)), "it runs here")
        call.finish()
        _ = try await handle.readAll()
        #expect(!engine.isOwnerAlive(try await stores.record(handle.stream)))
      }
    }
  }

  @Test func `health tells which store does not take writes`() async throws {
    let (withLog, log) = Stores.inMemory().withFaultyLog()
    let (stores, conversations) = withLog.withFaultyConversations()
    try await withEngine(on: stores, StepProvider()) { engine in
      let configuration = engine.configuration
      #expect(configuration.maximumRuns > 0 && engine.agentNames == ["default"])
      func faults() async -> [StoreError.Code?] {
        await [
          fault { try await engine.checkConversations(of: "conversations") },
          fault { try await engine.checkStreamLog() },
        ]
      }
      try await until("all is well") { await faults() == [nil, nil] }
      log.plan.set(.before(.unavailable), on: .lists)
      #expect(await faults() == [nil, .unavailable])
      conversations.plan.set(.before(.full), on: .drafts)
      #expect(await faults() == [.full, .unavailable])
    }
  }

  private func fault(_ check: () async throws -> Void) async -> StoreError.Code? {
    do {
      try await check()
      return nil
    } catch {
      return (error as? StoreError)?.code
    }
  }
}
