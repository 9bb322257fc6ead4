import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P7 stop and resume: a reader` {
  @Test(arguments: StoreKind.allCases)
  func `that leaves never stops a reply`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        let reader = Task { try await handle.readAll() }
        let live = try #require(engine.hub.stream(handle.stream))
        call.say("one ")
        try await until("the reader waits") { live.waitingCount == 1 }
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        call.say("two")
        call.finish()
        #expect(try await stores.settled(handle.stream).state == .finished)
        #expect(try await stores.messages().last?.message.text == "one two")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `that leaves while its request is being taken loses nothing`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: stores, provider) { engine in
        for index in 0..<30 {
          let session = SessionID(rawValue: "s\(index)")
          let request = StartRequest.says("Hi", in: session)
          let asking = Task { try await engine.start(request) }
          if index > 0 { try await Task.sleep(for: .microseconds(index * 20)) }  // another moment each time
          asking.cancel()
          _ = await asking.result
          // Whatever was done, a repeat finds it.
          let handle = try await engine.start(request)
          let transcript = try await handle.readAll()
          #expect(transcript.text == "Hello" && transcript.end == .ended)
          _ = try await stores.settled(handle.stream)
          #expect(try await stores.messages(in: session).count == 2)
        }
        #expect(provider.callCount == 30)
      }
    }
  }

  @Test func `goes on after the log has not answered`() async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    try await withEngine(on: stores, StepProvider(answering: "a", "b")) { engine in
      let handle = try await engine.start(.says("Hi"))
      let whole = try await handle.readAll()
      try await until("the stream is in the log alone") { engine.hub.count == 0 }
      var reader = try await engine.start(.says("Hi")).reader
      log.plan.set(.before(.unavailable), on: .read)
      await #expect(throws: StoreError.self) { _ = try await reader.next() }
      log.plan.heal()
      #expect(try await reader.read().bytes == whole.bytes)
    }
  }
}
