import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A reply is read at any node` {
  @Test(arguments: StoreKind.allCases)
  func `while another one fills it, from wherever its readers are`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withNodes(on: stores, provider) { one, two in
        let handle = try await one.start(.says("Hi"))
        let call = try await provider.call()
        call.say("one ")
        _ = try await handle.read(upTo: "one ")
        let readers = try await withThrowingTaskGroup(of: Transcript.self) { group in
          for _ in 0..<10 {
            let elsewhere = try #require(
              try await two.resume(.first, of: .ada, after: nil, replacesMessages: true))
            group.addTask { try await elsewhere.readAll() }
          }
          try await until("they are at the end of what there is") { two.hub.waitingCount == 10 }
          #expect(two.hub.followedCount == 1 && two.hub.count == 0)
          call.say("two")
          call.finish()
          return try await group.reduce(into: [Transcript]()) { $0.append($1) }
        }
        let whole = try await handle.readAll()
        for transcript in readers {
          #expect(transcript.end == .ended && transcript.frames == whole.frames)
        }
        #expect(whole.text == "one two" && provider.callCount == 1)
        try await until("nobody follows it") { two.hub.followedCount == 0 }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `and is followed no longer when the last reader has gone`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withNodes(on: stores, provider) { one, two in
        let handle = try await one.start(.says("Hi"))
        try await provider.call().say("one ")
        _ = try await handle.read(upTo: "one ")
        let reader = Task {
          try await two.resume(.first, of: .ada, after: nil, replacesMessages: true)?.readAll()
        }
        try await until("the reader waits") { two.hub.waitingCount == 1 }
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        try await until("nobody follows it") { two.hub.followedCount == 0 }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `and goes on to its end there when its owner dies`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await left.append(left.opening(saying: "some"))
      let stream = left.stream
      try await withNodes(on: stores, StepProvider()) { one, _ in
        let reader = Task {
          try await one.resume(.first, of: .ada, after: nil, replacesMessages: true)?.readAll()
        }
        try await until("the reader waits") { one.hub.waitingCount == 1 }
        stores.time.advance(by: .pastLease)
        let transcript = try #require(try await reader.value)
        #expect(transcript.end == .ended && transcript.text == "some")
        #expect(try await stores.settled(stream).state == .interrupted)
      }
    }
  }

  @Test func `until the node shuts down, which tells its readers to come back`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider()
    try await withEngine(on: stores, provider, ownsStores: false) { one in
      let handle = try await one.start(.says("Hi"))
      try await provider.call().say("one ")
      _ = try await handle.read(upTo: "one ")
      let reader = try await withEngine(on: stores, provider, ownsStores: false) { two in
        let reader = Task {
          try await two.resume(.first, of: .ada, after: nil, replacesMessages: true)?.readAll()
        }
        try await until("the reader waits") { two.hub.waitingCount == 1 }
        return reader
      }
      #expect(try await reader.value?.end == .lost)
      #expect(try await stores.record(handle.stream).state == nil)
    }
  }

  private func withNodes(
    on stores: Stores, _ provider: StepProvider, _ body: (Engine, Engine) async throws -> Void
  ) async throws {
    let configuration = EngineConfiguration.quick { $0.followInterval = .milliseconds(20) }
    try await withEngine(on: stores, provider, ownsStores: false, configuration: configuration) { one in
      try await withEngine(on: stores, provider, ownsStores: false, configuration: configuration) { two in
        try await body(one, two)
      }
    }
  }
}
