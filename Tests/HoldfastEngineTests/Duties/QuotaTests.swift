import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P9 quota adds up` {
  private static let plan = QuotaPlan(
    name: "free",
    limits: [
      .init(unit: .messages, period: .day, limit: 2), .init(unit: .tokens, period: .month, limit: 100_000),
    ], reserveTokens: 100)

  private func agent(_ provider: StepProvider) -> Agent {
    Agent(targets: [Target(provider: provider)], quotaClass: "free")
  }

  /// Requires that the sums are right and nothing is outstanding, and returns what is used today.
  private func used(_ stores: Stores, _ engine: Engine) async throws -> QuotaAmount {
    let account = try await stores.conversations.quotaAccount(of: .ada)
    #expect(account.addsUp && account.outstandingCount == 0)
    #expect(try await engine.verifyQuota().differences == [])
    return account.windows.first { $0.window.period == .day }?.used ?? .zero
  }

  @Test(arguments: StoreKind.allCases)
  func `a reply is paid for when it is done, by what was delivered`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, agent(provider), plans: [Self.plan]) { engine in
        let handle = try await engine.start(.says("Hi"))
        let standing = try #require(try await engine.quota(of: .ada, in: nil).first)
        #expect(standing.limits.map(\.reserved) == [1, 100] && standing.limits.map(\.used) == [0, 0])
        let call = try await provider.call()
        call.say("Hello")
        call.add([.event(.usage(Usage(inputTokens: 7, outputTokens: 5)))])
        call.finish()
        _ = try await handle.readAll()
        #expect(try await used(stores, engine) == QuotaAmount(messages: 1, tokens: 12))
        let after = try #require(try await engine.quota(of: .ada, in: nil).first)
        #expect(after.limits.map(\.remaining) == [1, 99_988])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `P4 50 equal requests make one reservation`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      try await withEngine(on: stores, agent(StepProvider(answering: "Hello")), plans: [Self.plan]) {
        engine in
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<50 { group.addTask { _ = try await engine.start(.says("Hi")).readAll() } }
          try await group.waitForAll()
        }
        #expect(try await used(stores, engine).messages == 1)
        let all = try await stores.conversations.reservations(of: .ada, after: nil, limit: 100)
        #expect(all.count == 1)
      }
    }
  }

  @Test func `I21 beyond the limit nothing is claimed, and the user learns when it resets`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider(answering: "Hello")
    try await withEngine(on: stores, agent(provider), plans: [Self.plan]) { engine in
      for number in 1...2 { _ = try await engine.start(.says("Hi", id: "u\(number)")).readAll() }
      let error = try #require(
        await #expect(throws: ChatError.self) { _ = try await engine.start(.says("Hi", id: "u3")) })
      #expect(error.status == 403 && error.code == .usageLimitExceeded && error.kind == .usageLimitExceeded)
      let window = UTCCalendar().window(.day, containing: stores.time.now, in: nil)
      #expect(error.metadata.resetsAt == window.end)
      #expect(provider.callCount == 2)
      #expect(try await stores.messages().count == 4)
      // A repeat of what was paid for is no new reply.
      #expect(try await engine.start(.says("Hi", id: "u2")).readAll().text == "Hello")
    }
  }

  @Test func `I22 what fails before its first word costs nothing, and a Retry counts the turn once`()
    async throws
  {
    let stores = Stores.inMemory()
    let provider = StepProvider()
    try await withEngine(on: stores, agent(provider), plans: [Self.plan]) { engine in
      let failed = try await engine.start(.says("Hi"))
      try await provider.call(0).fail(.server)
      #expect(try await failed.readAll().error != nil)
      #expect(try await used(stores, engine) == .zero)
      let cut = try await engine.start(.says("Hi"))
      try await provider.call(1).say("Hel")
      try await provider.call(1).fail(.cut)
      _ = try await cut.readAll()
      #expect(try await used(stores, engine).messages == 1)
      let retried = try await engine.start(.says("Hi"))
      try await provider.call(2).say("Hello")
      try await provider.call(2).finish()
      #expect(try await retried.readAll().text == "Hello")
      #expect(try await used(stores, engine).messages == 1)
    }
  }

  @Test func `I22 a reply is paid for however many before it failed before their first word`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider()
    try await withEngine(on: stores, agent(provider), plans: [Self.plan]) { engine in
      for number in 0..<2 {
        let failed = try await engine.start(.says("Hi"))
        try await provider.call(number).fail(.server)
        #expect(try await failed.readAll().error != nil)
      }
      #expect(try await used(stores, engine) == .zero)
      let handle = try await engine.start(.says("Hi"))
      try await provider.call(2).say("Hello")
      try await provider.call(2).finish()
      #expect(try await handle.readAll().text == "Hello")
      #expect(try await used(stores, engine).messages == 1)
    }
  }

  @Test func `only so many replies of a plan run at once`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider()
    let plan = QuotaPlan(name: "free", limits: [], concurrency: 1)
    try await withEngine(on: stores, agent(provider), plans: [plan]) { engine in
      let first = try await engine.start(.says("Hi"))
      let error = await #expect(throws: ChatError.self) {
        _ = try await engine.start(.says("Hi", in: .second))
      }
      #expect(error?.status == 429 && error?.code == .concurrencyLimitExceeded)
      try await provider.call().say("Hello")
      try await provider.call().finish()
      _ = try await first.readAll()
      let second = try await engine.start(.says("Hi", in: .second))
      try await provider.call(1).say("Hello")
      try await provider.call(1).finish()
      _ = try await second.readAll()
      #expect(try await used(stores, engine) == QuotaAmount.zero)
    }
  }

  @Test func `regenerations are paid for one by one, and an edit back to the first words too`() async throws {
    let stores = Stores.inMemory()
    let plan = QuotaPlan(name: "free", limits: [.init(unit: .messages, period: .day, limit: 100)])
    try await withEngine(on: stores, agent(StepProvider(answering: "Hello")), plans: [plan]) { engine in
      _ = try await engine.start(.says("One")).readAll()
      for _ in 0..<2 {
        let turn = Turn.regenerate(target: nil, after: nil)
        let handle = try await engine.start(StartRequest(principal: .ada, session: .first, turn: turn))
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
      }
      for text in ["Two", "One"] {
        let turn = Turn.edit(.says(text))
        _ = try await engine.start(StartRequest(principal: .ada, session: .first, turn: turn)).readAll()
      }
      #expect(try await used(stores, engine).messages == 5)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `F100 what could not be paid is paid by the reconciler, to the unit, and the user is told`(
    kind: StoreKind
  ) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.quotaBudget = .milliseconds(20) }
      try await withEngine(on: faulty, agent(provider), configuration: configuration, plans: [Self.plan]) {
        engine in
        let handle = try await engine.start(.says("Hi"))
        conversations.plan.set(.before(.unavailable), on: .quota)
        let call = try await provider.call()
        call.say("Hello")
        call.add([.event(.usage(Usage(inputTokens: 7, outputTokens: 5)))])
        call.finish()
        #expect(try await handle.readAll().notices == ["QUOTA_PENDING"])
        conversations.plan.heal()
        stores.time.advance(by: .seconds(60))
        try await until("the reconciler has paid") {
          try await stores.conversations.quotaAccount(of: .ada).outstandingCount == 0
        }
        #expect(try await used(stores, engine) == QuotaAmount(messages: 1, tokens: 12))
      }
    }
  }

  @Test func `a reservation that no claim names expires`() async throws {
    let stores = Stores.inMemory()
    try await withEngine(on: stores, agent(StepProvider()), plans: [Self.plan]) { engine in
      let wish = QuotaRequest(
        id: ReservationID(rawValue: "left"), principal: .ada, session: .first, plan: "free",
        amount: QuotaAmount(messages: 1), limits: [], now: stores.time.now,
        expiresAt: stores.time.now + .seconds(50))
      _ = try await stores.conversations.reserve(wish)
      stores.time.advance(by: .seconds(51))
      try await until("it expires") {
        try await stores.conversations.reservation(wish.id, of: .ada)?.state == .expired
      }
      #expect(try await used(stores, engine) == .zero)
    }
  }

  @Test func `days and months begin where the principal lives`() {
    // 2024-02-29T23:30:00Z
    let time = Timestamp(milliseconds: 1_709_249_400_000)
    let day = UTCCalendar().window(.day, containing: time, in: nil)
    #expect(day.start.milliseconds == 1_709_164_800_000 && day.end.milliseconds == 1_709_251_200_000)
    let month = UTCCalendar().window(.month, containing: time, in: nil)
    #expect(month.start.milliseconds == 1_706_745_600_000 && month.end.milliseconds == 1_709_251_200_000)
    let before = UTCCalendar().window(.month, containing: Timestamp(milliseconds: -1), in: nil)
    #expect(before.start.milliseconds == -2_678_400_000 && before.end.milliseconds == 0)
  }
}
