import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P4 one turn, one reply` {
  @Test(arguments: StoreKind.allCases)
  func `twenty equal starts at once are one reply`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello", " you")
      try await withEngine(on: stores, provider) { engine in
        let handles = try await withThrowingTaskGroup(of: ReplyHandle.self) { group in
          for _ in 0..<20 { group.addTask { try await engine.start(.says("Hi")) } }
          return try await group.reduce(into: [ReplyHandle]()) { $0.append($1) }
        }
        try await expectOne(handles, provider: provider, in: stores)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `so are equal starts on two nodes`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello", " you")
      try await withEngine(on: stores, provider, ownsStores: false) { one in
        try await withEngine(on: stores, provider, ownsStores: false) { two in
          let handles = try await withThrowingTaskGroup(of: ReplyHandle.self) { group in
            for number in 0..<20 {
              group.addTask { try await (number.isMultiple(of: 2) ? one : two).start(.says("Hi")) }
            }
            return try await group.reduce(into: [ReplyHandle]()) { $0.append($1) }
          }
          _ = try await stores.settled(handles[0].stream)
          try await expectOne(handles, provider: provider, in: stores)
        }
      }
    }
  }

  private func expectOne(
    _ handles: [ReplyHandle], provider: StepProvider, in stores: Stores
  ) async throws {
    #expect(handles.count == 20)
    #expect(Set(handles.map(\.stream)).count == 1 && Set(handles.map(\.reply)).count == 1)
    #expect(handles.count { !$0.isRepeat } == 1)
    let stored = try await stores.frames(handles[0].stream)
    for handle in handles {
      let transcript = try await handle.readAll()
      #expect(transcript.end == .ended && transcript.text == "Hello you")
    }
    #expect(provider.callCount == 1)
    _ = try await stores.settled(handles[0].stream)
    #expect(try await stores.messages().map(\.message.role) == [.user, .assistant])
    #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello you"])
    #expect(stored.count <= 20)
  }

  @Test(arguments: StoreKind.allCases)
  func `twenty readers of one reply get identical bytes`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let transcripts = try await withThrowingTaskGroup(of: Transcript.self) { group in
          for _ in 0..<20 { group.addTask { try await engine.start(.says("Hi")).readAll() } }
          let call = try await provider.call()
          for number in 0..<30 { call.say("\(number) ") }
          call.finish()
          return try await group.reduce(into: [Transcript]()) { $0.append($1) }
        }
        #expect(Set(transcripts.map(\.bytes)).count == 1)
        #expect(provider.callCount == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a repeat attaches, from the beginning or from its cursor`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        #expect(!handle.isRepeat)
        let call = try await provider.call()
        call.say("one ")
        let seen = try await handle.read(upTo: "one ")
        let cursor = try #require(seen.frames.last).cursor
        let running = try await engine.start(.says("Hi", cursor: cursor))
        #expect(running.isRepeat)
        call.say("two")
        call.finish()
        let rest = try await running.readAll()
        #expect(rest.text == "two")
        rest.expectOrdered(from: cursor.position + 1, after: cursor.seal)
        let whole = try await engine.start(.says("Hi")).readAll()
        #expect(whole.text == "one two")
        let ended = try await engine.start(.says("Hi", cursor: cursor)).readAll()
        #expect(ended.frames == rest.frames)
        #expect(provider.callCount == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `other content under the same id is refused, and nothing is written`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
        let before = try await stores.messages()
        for id in ["u1", handle.reply.rawValue] {
          let error = await #expect(throws: ChatError.self) { try await engine.start(.says("Other", id: id)) }
          #expect(error?.status == 409 && error?.code == .messageIDConflict)
          #expect(error?.metadata.suggestedID != nil && error?.metadata.messageID?.rawValue == id)
        }
        #expect(try await stores.messages() == before)
        #expect(provider.callCount == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `in somebody else's session nothing is written`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
        let before = try await stores.messages()
        let error = await #expect(throws: ChatError.self) {
          try await engine.start(.says("Hi", id: "u2", of: .bob))
        }
        #expect(error?.status == 403 && error?.code == .sessionForbidden)
        #expect(try await stores.messages() == before)
        #expect(provider.callCount == 1)
      }
    }
  }

  @Test func `an agent that is not there is not found, and nothing is written`() async throws {
    let stores = Stores.inMemory()
    try await withEngine(on: stores, StepProvider()) { engine in
      let error = await #expect(throws: ChatError.self) {
        try await engine.start(.says("Hi", agent: "nobody"))
      }
      #expect(error?.status == 404 && error?.code == .agentNotFound)
      let session = try await stores.conversations.session(.first)
      #expect(session == nil)
    }
  }
}
