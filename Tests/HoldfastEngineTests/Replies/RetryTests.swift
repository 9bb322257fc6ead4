import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P4 a turn whose reply was cut gets one new reply` {
  @Test(arguments: StoreKind.allCases, [ProviderError.Kind.server, .cut])
  func `however often it is asked for at once`(kind: StoreKind, failure: ProviderError.Kind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let first = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        if failure == .cut { call.say("Hal") }
        call.fail(failure)
        let end: TerminalState = failure == .cut ? .aborted : .failed
        #expect(try await first.readAll().end == .ended)
        #expect(try await stores.settled(first.stream).state == end)

        let handles = try await withThrowingTaskGroup(of: ReplyHandle.self) { group in
          for _ in 0..<20 { group.addTask { try await engine.start(.says("Hi")) } }
          return try await group.reduce(into: [ReplyHandle]()) { $0.append($1) }
        }
        let streams = Set(handles.map(\.stream))
        #expect(streams.count == 1 && !streams.contains(first.stream))
        #expect(Set(handles.map(\.reply)).isDisjoint(with: [first.reply]))
        #expect(handles.count { !$0.isRepeat } == 1)
        let again = try await provider.call(1)
        #expect(again.conversation == ["user: Hi"], "the partial reply is cut")
        again.say("Hello")
        again.finish()
        for handle in handles { #expect(try await handle.readAll().text == "Hello") }
        _ = try await stores.settled(handles[0].stream)
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello"])
        #expect(provider.callCount == 2)
      }
    }
  }

  private static let unknown: [Fault] = [.before(.indeterminate), .after(.indeterminate)]

  @Test(arguments: StoreKind.allCases, unknown.indices)
  func `also when the outcome of the claim is unknown`(kind: StoreKind, index: Int) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let first = try await engine.start(.says("Hi"))
        try await provider.call().fail(.server)
        _ = try await first.readAll()
        _ = try await stores.settled(first.stream)
        // The first call finds the claim; the second is the one that moves it.
        conversations.plan.set(
          .followed { conversations.plan.set(Self.unknown[index], on: .claim, times: 1) }, on: .claim,
          times: 1)
        let retry = try await engine.start(.says("Hi"))
        #expect(!retry.isRepeat && retry.stream != first.stream)
        let call = try await provider.call(1)
        call.say("Hello")
        call.finish()
        #expect(try await retry.readAll().text == "Hello")
        _ = try await stores.settled(retry.stream)
        #expect(provider.callCount == 2)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a claim that was given up is asked for anew at once`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores)
      let isMoved = try await stores.conversations.move(
        left.stream, in: .first, from: left.claim.run, to: .abandoned)
      #expect(isMoved)
      let configuration = EngineConfiguration.quick { $0.registrationWait = .seconds(1000) }
      try await withEngine(on: stores, StepProvider(answering: "Hi"), configuration: configuration) {
        engine in
        let handle = try await engine.start(.says("Hello"))
        #expect(!handle.isRepeat && handle.stream != left.stream)
        #expect(try await handle.readAll().text == "Hi")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `one that was stopped before it began is stopped for ever, but for an edit`(kind: StoreKind)
    async throws
  {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores)
      _ = try await stores.conversations.move(left.stream, in: .first, from: left.claim.run, to: .ended)
      try await withEngine(on: stores, StepProvider(answering: "Hi")) { engine in
        let again = try await engine.start(.says("Hello"))
        guard case .stoppedBeforeStart = again.content else { throw NotInTime(description: "\(again)") }
        #expect(again.isRepeat && again.stream == left.stream)
        let edit = StartRequest(principal: .ada, session: .first, turn: .edit(.says("Hello")))
        #expect(try await engine.start(edit).readAll().text == "Hi")
      }
    }
  }
}
