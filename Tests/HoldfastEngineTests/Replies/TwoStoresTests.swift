import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Users' and anonymous conversations in two stores` {
  private static let visitor = Principal.anonymous("visitor")

  @Test func `share nothing, not even the ids of sessions`() async throws {
    let stores = Stores.inMemory()
    let anonymous = MemoryConversationStore()
    let provider = StepProvider(answering: "Hello")
    try await withEngine(on: stores, provider, anonymous: anonymous) { engine in
      let mine = try await engine.start(.says("Mine"))
      let theirs = try await engine.start(.says("Theirs", of: Self.visitor))
      for handle in [mine, theirs] {
        #expect(try await handle.readAll().text == "Hello")
        #expect(try await stores.settled(handle.stream).persistence == .saved)
      }
      #expect(mine.session == theirs.session && mine.stream != theirs.stream)
      #expect(try await stores.messages().map(\.message.text) == ["Mine", "Hello"])
      let others = try await anonymous.messages(in: .first, after: 0, limit: 10)
      #expect(others.map(\.message.text) == ["Theirs", "Hello"])
      #expect(try await engine.session(.first, of: Self.visitor)?.principal == Self.visitor)
      #expect(try await engine.session(.first, of: .ada)?.principal == .ada)
    }
  }

  @Test func `fail apart: users are not affected when the anonymous store is away`() async throws {
    let stores = Stores.inMemory()
    let anonymous = FaultyConversations(MemoryConversationStore())
    try await withEngine(on: stores, StepProvider(answering: "Hello"), anonymous: anonymous) { engine in
      for operation in [FaultyConversations.Operation.claim, .readClaim, .session, .lists, .messages] {
        anonymous.plan.set(.before(.unavailable), on: operation)
      }
      await #expect(throws: ChatError.self) { try await engine.start(.says("Theirs", of: Self.visitor)) }
      let handle = try await engine.start(.says("Mine"))
      #expect(try await handle.readAll().types.last == "finish")
      #expect(try await stores.settled(handle.stream).persistence == .saved)
    }
  }

  @Test func `and each of them is repaired although the other does not answer`() async throws {
    let stores = Stores.inMemory()
    let (faulty, conversations) = stores.withFaultyConversations()
    let anonymous = MemoryConversationStore()
    // A claim without a stream, in each of the stores.
    for (store, principal) in [(stores.conversations, Principal.ada), (anonymous, Self.visitor)] {
      let message = UIMessage.says("Hi")
      _ = try await store.claim(
        ClaimRequest(
          session: .first, principal: principal, turn: .submit(message),
          fingerprint: TestHash.bytes(of: message.fingerprintBytes, count: 32),
          stream: StreamID(rawValue: "left-\(principal.text)"), run: RunID(rawValue: "run"),
          reply: MessageID(rawValue: "reply"), agent: Agent.defaultName, dialect: .v5, routeForm: .chat,
          now: stores.time.now))
    }
    try await withEngine(on: faulty, StepProvider(), ownsStores: false, anonymous: anonymous) { _ in
      conversations.plan.set(.before(.unavailable), on: .lists)
      stores.time.advance(by: .seconds(20))
      try await until("the anonymous claim is given up") {
        try await anonymous.lastClaim(in: .first)?.state == .abandoned
      }
      #expect(try await stores.conversations.lastClaim(in: .first)?.state == .claimed)
    }
  }
}
