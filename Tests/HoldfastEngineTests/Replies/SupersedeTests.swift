import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A newer message takes the place of a reply` {
  @Test(arguments: StoreKind.allCases)
  func `which ends as superseded, is kept, and is known to the new one`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let first = try await engine.start(.says("Hi"))
        let firstCall = try await provider.call()
        firstCall.say("half a rep")
        _ = try await first.read(upTo: "half a rep")
        let second = try await engine.start(.says("Wait", id: "u2"))
        #expect(try await stores.conversations.session(.first)?.activeStream == second.stream)
        let secondCall = try await provider.call(1)
        #expect(secondCall.conversation == ["user: Hi", "assistant: half a rep", "user: Wait"])
        let transcript = try await first.readAll()
        #expect(
          transcript.types.suffix(2) == ["data-notice", "abort"] && transcript.notices == ["SUPERSEDED"])
        try await until("the first call is given up") { firstCall.hasEnded }
        secondCall.say("Yes")
        secondCall.finish()
        #expect(try await second.readAll().types.last == "finish")
        #expect(try await stores.settled(first.stream).state == .superseded)
        #expect(try await stores.settled(second.stream).state == .finished)
        let stored = try await stores.messages()
        #expect(stored.map(\.message.text) == ["Hi", "half a rep", "Wait", "Yes"])
        #expect(stored.map(\.status) == [.complete, .interrupted, .complete, .complete])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `also while replies cannot be saved`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(.unavailable), on: .settle)
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let first = try await engine.start(.says("Hi"))
        try await provider.call().say("half a rep")
        _ = try await first.read(upTo: "half a rep")
        _ = try await engine.start(.says("Wait", id: "u2"))
        let call = try await provider.call(1)
        #expect(call.conversation == ["user: Hi", "assistant: half a rep", "user: Wait"])
        #expect(try await first.readAll().notices == ["SAVING", "SUPERSEDED"])
        conversations.plan.heal()
        _ = try await stores.settled(first.stream)
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "half a rep", "Wait"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `again and again, and one reply is active in the end`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handles = try await withThrowingTaskGroup(of: ReplyHandle.self) { group in
          for number in 0..<12 { group.addTask { try await engine.start(.says("Hi", id: "u\(number)")) } }
          return try await group.reduce(into: [ReplyHandle]()) { $0.append($1) }
        }
        let active = try #require(try await stores.conversations.session(.first)?.activeStream)
        for handle in handles where handle.stream != active {
          #expect(try await handle.readAll().types.suffix(1) == ["abort"])
          let state = try await stores.settled(handle.stream).state
          #expect(state == .superseded || state == .stopped)
        }
        #expect(try await stores.record(active).state == nil)
        try await until("one reply runs") { engine.runningCount == 1 }
        #expect(try await stores.messages().map(\.order) == (0..<12).map { Int64($0 * 2 + 1) })
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `whose stream was not made yet: its claim is ended`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores, saying: "Hi")
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        _ = try await engine.start(.says("Wait", id: "u2"))
        let call = try await provider.call()
        #expect(call.conversation == ["user: Hi", "user: Wait"])
        #expect(try await stores.conversations.claim(of: left.stream, in: .first)?.state == .ended)
        let late = try await engine.start(.says("Hi"))
        guard case .stoppedBeforeStart = late.content else {
          Issue.record("a stream was made")
          return
        }
      }
    }
  }

  /// The stream is made after it was looked for, and before its claim is ended.
  @Test(arguments: StoreKind.allCases)
  func `whose stream is made at that very moment: the stream is ended`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores, saying: "Hi")
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.followed { try await left.create() }, on: .claimOfStream, times: 1)
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.endDeadline = .milliseconds(50) }
      try await withEngine(on: faulty, provider, configuration: configuration) { engine in
        _ = try await engine.start(.says("Wait", id: "u2"))
        _ = try await provider.call()
        let record = try await stores.record(left.stream)
        #expect((record.state ?? record.outcome?.state) == .superseded)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `and leaves other sessions alone`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let first = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        _ = try await engine.start(.says("Hi", in: .second))
        _ = try await provider.call(1)
        call.say("x")
        call.finish()
        #expect(try await first.readAll().types.last == "finish")
      }
    }
  }
}
