import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

/// The rows of wire.md, "Resuming".
@Suite(.timeLimit(.minutes(1)))
struct `P7 stop and resume: a resume` {
  private func resume(
    _ engine: Engine, _ session: SessionID = .first, of principal: Principal = .ada,
    after cursor: Cursor? = nil,
    replacing: Bool = false
  ) async throws -> ReplyHandle? {
    try await engine.resume(session, of: principal, after: cursor, replacesMessages: replacing)
  }

  @Test(arguments: StoreKind.allCases)
  func `of an active stream, from the first frame or after the cursor`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("one ")
        let seen = try await handle.read(upTo: "one ")
        let first = try #require(try await resume(engine))
        let after = try #require(try await resume(engine, after: seen.frames.last?.cursor))
        #expect(first.stream == handle.stream && first.reply == handle.reply && !first.isRepeat)
        call.say("two")
        call.finish()
        let (whole, rest) = (try await first.readAll(), try await after.readAll())
        #expect(whole.bytes == seen.bytes + rest.bytes && whole.end == .ended && rest.text == "two")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `without a cursor, when nothing is active, is nothing`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello")
      let configuration = EngineConfiguration.quick { $0.replayAfterEnd = .zero }
      try await withEngine(on: stores, provider, configuration: configuration) { engine in
        #expect(try await resume(engine)?.stream == nil, "no session")
        let handle = try await engine.start(.says("Hi"))
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
        #expect(try await resume(engine)?.stream == nil)
        #expect(try await resume(engine, replacing: true)?.stream == nil, "it ended too long ago")
        #expect(try await resume(engine, of: .bob)?.stream == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `by a client that replaces messages is the whole stream that has just ended`(kind: StoreKind)
    async throws
  {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: stores, provider) { engine in
        let whole = try await engine.start(.says("Hi")).readAll()
        let again = try #require(try await resume(engine, replacing: true))
        #expect(try await again.readAll().bytes == whole.bytes)
        stores.time.advance(by: .seconds(11))
        let stream = try #require(whole.frames.first).cursor.stream
        _ = try await stores.settled(stream)
        #expect(try await resume(engine, replacing: true)?.stream == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `by a client that replaces messages is the whole stream while it is not saved`(kind: StoreKind)
    async throws
  {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(.unavailable), on: .settle)
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: faulty, provider) { engine in
        let whole = try await engine.start(.says("Hi")).readAll()
        stores.time.advance(by: .seconds(60))
        #expect(try await resume(engine)?.stream == nil)
        let again = try #require(try await resume(engine, replacing: true))
        #expect(try await again.readAll().bytes == whole.bytes)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `of a reply that is claimed and not registered waits for it, and is then a 503`(kind: StoreKind)
    async throws
  {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores, saying: "Hi")
      let configuration = EngineConfiguration.quick { $0.registrationWait = .milliseconds(100) }
      try await withEngine(on: stores, StepProvider(), ownsStores: false, configuration: configuration) {
        engine in
        let error = await #expect(throws: ChatError.self) { try await resume(engine) }
        #expect(error?.status == 503 && error?.code == .resumeUnavailable && error?.metadata.phase == .resume)
        #expect(error?.metadata.messageID == nil)
      }
      // The stream's owner is no more, so a reader waits for it once again as long.
      let patient = EngineConfiguration.quick { $0.registrationWait = .seconds(8) }
      try await withEngine(on: stores, StepProvider(), ownsStores: false, configuration: patient) { engine in
        let waiting = Task { try await resume(engine)?.stream }
        try await left.create()
        #expect(try await waiting.value == left.stream)
      }
    }
  }

  @Test(arguments: [true, false])
  func `that a store does not answer is a 503`(isLog: Bool) async throws {
    let (withLog, log) = Stores.inMemory().withFaultyLog()
    let (stores, conversations) = withLog.withFaultyConversations()
    try await withEngine(on: stores, StepProvider()) { engine in
      _ = try await engine.start(.says("Hi"))
      if isLog {
        log.plan.set(.before(.unavailable), on: .record)
      } else {
        conversations.plan.set(.before(.unavailable), on: .session)
      }
      let error = await #expect(throws: ChatError.self) { try await resume(engine) }
      #expect(error?.status == 503 && error?.code == .resumeUnavailable && error?.retryAfterSeconds != nil)
      log.plan.heal()
      conversations.plan.heal()
      #expect(try await resume(engine)?.stream != nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `by index counts frames from 0, or from the tail`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      try await withEngine(on: stores, StepProvider(answering: "a", "b")) { engine in
        let whole = try await engine.start(.says("Hi")).readAll()
        let stream = try #require(whole.frames.first).cursor.stream
        _ = try await stores.settled(stream)
        let count = whole.frames.count
        let rows = [(0, 0), (3, 3), (count, count), (-1, count - 1), (-3, count - 3), (-100, 0)]
        for name in [stream.rawValue, "session-1"] {
          for (index, first) in rows {
            let found = try #require(try await engine.resume(named: name, of: .ada, startIndex: index))
            #expect(found.tailIndex == count - 1 && found.handle.stream == stream)
            #expect(try await found.handle.readAll().frames == Array(whole.frames[first...]))
          }
          let beyond = await #expect(throws: ChatError.self) {
            try await engine.resume(named: name, of: .ada, startIndex: count + 1)
          }
          #expect(beyond?.code == .cursorInvalid)
          #expect(try await engine.resume(named: name, of: .bob, startIndex: 0)?.tailIndex == nil)
        }
        #expect(try await engine.resume(named: "nothing", of: .ada, startIndex: 0)?.tailIndex == nil)
      }
    }
  }

  @Test func `by index at the end of a stream without a finish is gone`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in [.text("some"), .end] }
    try await withEngine(on: stores, provider) { engine in
      let whole = try await engine.start(.says("Hi")).readAll()
      let name = try #require(whole.frames.first).cursor.stream.rawValue
      let error = await #expect(throws: ChatError.self) {
        try await engine.resume(named: name, of: .ada, startIndex: whole.frames.count)
      }
      #expect(error?.status == 410)
      #expect(
        try await engine.resume(named: name, of: .ada, startIndex: 1)?.tailIndex == whole.frames.count - 1)
    }
  }
}
