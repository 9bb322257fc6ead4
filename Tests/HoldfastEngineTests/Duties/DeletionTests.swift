import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Deleting a session` {
  @Test(arguments: StoreKind.allCases)
  func `what runs is ended, all of it goes, and nothing comes back`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      let plan = QuotaPlan(name: "free", limits: [.init(unit: .messages, period: .day, limit: 9)])
      let agent = Agent(targets: [Target(provider: provider)], quotaClass: "free")
      try await withEngine(on: stores, agent, plans: [plan]) { engine in
        let first = try await engine.start(.says("Hi"))
        try await provider.call(0).say("Hello")
        try await provider.call(0).finish()
        _ = try await stores.settled(first.stream)
        let second = try await engine.start(.says("More", id: "u2"))
        try await provider.call(1).say("Hel")
        try await until("it is shown") { try await stores.record(second.stream).length > 2 }
        #expect(try await engine.deleteSession(.first, of: .ada))
        #expect(try await second.readAll().types.last == "abort")
        try await until("the streams are gone") {
          try await stores.log.records(of: [first.stream, second.stream]).isEmpty
        }
        #expect(try await stores.conversations.openTombstones(after: nil, limit: 9) == [])
        #expect(try await stores.messages() == [])
        #expect(try await engine.session(.first, of: .ada) == nil)
        let error = await #expect(throws: ChatError.self) {
          _ = try await engine.start(.says("Hi", id: "u3"))
        }
        #expect(error?.status == 410 && error?.code == .sessionDeleted)
        let account = try await stores.conversations.quotaAccount(of: .ada)
        // What was refused is left to expire.
        #expect(account.committed.count == 2 && account.outstandingCount <= 1)
      }
    }
  }

  @Test func `a deletion that was cut is finished by the reconciler`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider(answering: "Hello")
    try await withEngine(on: stores, provider) { engine in
      let handle = try await engine.start(.says("Hi"))
      _ = try await stores.settled(handle.stream)
      _ = try await stores.conversations.deleteSession(.first, of: .ada, now: stores.time.now)
      try await until("the stream is gone") { try await stores.log.record(of: handle.stream) == nil }
      #expect(try await stores.conversations.openTombstones(after: nil, limit: 9) == [])
    }
  }
}
