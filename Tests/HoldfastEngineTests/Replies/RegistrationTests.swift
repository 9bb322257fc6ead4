import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Claiming and registering a reply` {
  private let quick = EngineConfiguration.quick {
    $0.registrationWait = .milliseconds(30)
    $0.registrationBudget = .milliseconds(200)
  }

  @Test(arguments: StoreKind.allCases, [StoreError.Code.unavailable, .full, .damaged])
  func `a claim that cannot be made is a 503, and nobody is asked`(kind: StoreKind, code: StoreError.Code)
    async throws
  {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(code), on: .claim)
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: faulty, provider) { engine in
        let error = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
        #expect(error?.status == 503 && error?.retryAfterSeconds != nil && error?.source == .store)
        let session = try await stores.conversations.session(.first)
        #expect(session == nil && provider.callCount == 0)
        conversations.plan.heal()
        #expect(try await engine.start(.says("Hi")).readAll().text == "Hello")
      }
    }
  }

  @Test func `a message that the store will never take is too large`() async throws {
    let (stores, conversations) = Stores.inMemory().withFaultyConversations()
    conversations.plan.set(.before(.refused), on: .claim)
    try await withEngine(on: stores, StepProvider()) { engine in
      let error = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
      #expect(error?.status == 413 && error?.isRetryable == false)
    }
  }

  private static let unknown: [Fault] = [.before(.indeterminate), .after(.indeterminate)]

  @Test(arguments: StoreKind.allCases, unknown.indices)
  func `a claim whose outcome is unknown is resolved`(kind: StoreKind, index: Int) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(Self.unknown[index], on: .claim, times: 1)
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        #expect(!handle.isRepeat)
        #expect(try await handle.readAll().text == "Hello")
        _ = try await stores.settled(handle.stream)
        #expect(try await stores.messages().count == 2 && provider.callCount == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases, unknown.indices)
  func `a stream whose making had an unknown outcome is resolved`(kind: StoreKind, index: Int) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      log.plan.set(Self.unknown[index], on: .create, times: 1)
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        #expect(!handle.isRepeat)
        #expect(try await handle.readAll().text == "Hello")
        #expect(try await stores.settled(handle.stream).state == .finished)
        #expect(provider.callCount == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a log without room takes nobody's reply, and a repeat makes it when there is room`(
    kind: StoreKind
  ) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      log.plan.set(.before(.full), on: .create)
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: faulty, provider, configuration: quick) { engine in
        let error = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
        #expect(error?.status == 503 && error?.source == .streamLog && provider.callCount == 0)
        log.plan.heal()
        let handle = try await engine.start(.says("Hi"))
        #expect(handle.isRepeat)
        #expect(try await handle.readAll().text == "Hello")
        #expect(provider.callCount == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a claim without a stream is taken up by one of many repeats`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores, saying: "Hi")
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: stores, provider, configuration: quick) { engine in
        let handles = try await withThrowingTaskGroup(of: ReplyHandle.self) { group in
          for _ in 0..<20 { group.addTask { try await engine.start(.says("Hi")) } }
          return try await group.reduce(into: [ReplyHandle]()) { $0.append($1) }
        }
        #expect(Set(handles.map(\.stream)) == [left.stream])
        for handle in handles { #expect(try await handle.readAll().text == "Hello") }
        #expect(provider.callCount == 1)
        _ = try await stores.settled(left.stream)
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello"])
        #expect(try await stores.record(left.stream).run != left.claim.run)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a repeat waits for the stream that another is making`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (slow, log) = stores.withFaultyLog()
      let gate = Gate()
      defer { gate.open() }
      log.plan.set(.heldBefore(gate), on: .create, times: 1)
      let provider = StepProvider(answering: "Hello")
      let patient = EngineConfiguration.quick { $0.registrationWait = .seconds(30) }
      try await withEngine(on: slow, provider, configuration: patient) { engine in
        let first = Task { try await engine.start(.says("Hi")) }
        try await until("the stream is being made") { gate.arrivals == 1 }
        let second = Task { try await engine.start(.says("Hi")) }
        try await until("the repeat looks for it") { log.plan.count(.record) > 2 }
        gate.open()
        let handles = [try await first.value, try await second.value]
        #expect(handles.map(\.isRepeat) == [false, true])
        for handle in handles { #expect(try await handle.readAll().text == "Hello") }
        #expect(provider.callCount == 1 && log.plan.count(.create) == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a slow maker that was overtaken by a repeat calls no provider`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (slow, log) = stores.withFaultyLog()
      let gate = Gate()
      defer { gate.open() }
      log.plan.set(.heldBefore(gate), on: .create, times: 1)
      let (slowProvider, provider) = (StepProvider(answering: "Slow"), StepProvider(answering: "Hello"))
      try await withEngine(on: slow, slowProvider, ownsStores: false, configuration: quick) { one in
        try await withEngine(on: stores, provider, ownsStores: false, configuration: quick) { two in
          let first = Task { try await one.start(.says("Hi")) }
          try await until("the stream is being made") { gate.arrivals == 1 }
          let second = try await two.start(.says("Hi"))
          #expect(try await second.readAll().text == "Hello")
          gate.open()
          let handle = try await first.value
          #expect(handle.isRepeat && handle.stream == second.stream)
          #expect(try await handle.readAll().text == "Hello")
          #expect(slowProvider.callCount == 0 && provider.callCount == 1)
        }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a stop between the claim and the stream stops the reply`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      let end: @Sendable () async throws -> Void = {
        let claim = try #require(try await stores.conversations.lastClaim(in: .first))
        let isEnded = try await stores.conversations.move(
          claim.stream, in: .first, from: claim.run, to: .ended)
        #expect(isEnded)
      }
      conversations.plan.set(.followed(end), on: .claim, times: 1)
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let transcript = try await handle.readAll()
        #expect(transcript.end == .ended && transcript.notices == ["STOPPED"])
        #expect(try await stores.settled(handle.stream).state == .stopped)
        #expect(try await stores.messages().count == 1)
      }
    }
  }
}
