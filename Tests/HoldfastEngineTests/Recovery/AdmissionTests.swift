import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Logging
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A node that starts, is full, or goes down` {
  @Test func `takes nothing before it is ready`() async throws {
    let stores = Stores.inMemory()
    let engine = Engine(
      conversations: stores.conversations, log: stores.log, agents: [Agent(provider: StepProvider())],
      environment: .test(time: stores.time), logger: Logger(label: "test"))
    let error = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi")) }
    #expect(error?.status == 503 && error?.retryAfterSeconds != nil && !engine.isReady)
    let session = try await stores.conversations.session(.first)
    #expect(session == nil)
  }

  @Test func `takes no more replies than it may, and writes nothing for the others`() async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick { $0.maximumRuns = 2 }
    try await withEngine(on: stores, provider, configuration: configuration) { engine in
      let first = try await engine.start(.says("Hi"))
      // Calls come in any order: this one is the first reply's.
      let call = try await provider.call()
      _ = try await engine.start(.says("Hi", in: .second))
      let third = SessionID(rawValue: "session-3")
      let error = await #expect(throws: ChatError.self) { try await engine.start(.says("Hi", in: third)) }
      #expect(error?.status == 503 && error?.code == .tooManyStreams && error?.isRetryable == true)
      #expect(try await stores.conversations.session(third) == nil)
      call.finish()
      _ = try await first.readAll()
      try await until("there is room") { engine.runningCount == 1 }
      _ = try await engine.start(.says("Hi", in: third))
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `lets short replies end, and interrupts the others`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.drainBudget = .seconds(3) }
      let (short, long) = try await withEngine(on: stores, provider, configuration: configuration) { engine in
        let short = try await engine.start(.says("Hi"))
        let shortCall = try await provider.call()
        let long = try await engine.start(.says("Hi", in: .second))
        let longCall = try await provider.call(1)
        longCall.say("endless")
        _ = try await long.read(upTo: "endless")
        async let down: Void = engine.shutDown()
        try await until("it is on its way down") { engine.isDraining }
        #expect(!engine.isReady)
        let error = await #expect(throws: ChatError.self) {
          try await engine.start(.says("Hi", in: SessionID(rawValue: "late")))
        }
        #expect(error?.status == 503 && error?.code == .shuttingDown)
        shortCall.say("Hello")
        shortCall.finish()
        await down
        return (short.stream, long.stream)
      }
      #expect(try await stores.record(short).state == .finished)
      #expect(try await stores.record(long).state == .interrupted)
      #expect(try await stores.messages(in: .second).last?.status == .interrupted)
      #expect(try await stores.log.running(limit: 10).isEmpty)
    }
  }

  /// A start that was let in just before the node went down still ends.
  @Test(arguments: Effort.tries(10, long: 300))
  func `leaves no reply behind, whenever it came`(round: Int) async throws {
    let stores = Stores.inMemory()
    let provider = StepProvider { _ in [.text("some")] }
    let streams = try await withEngine(on: stores, provider) { engine in
      try await withThrowingTaskGroup(of: StreamID?.self) { group in
        for number in 0..<40 {
          group.addTask {
            do {
              return try await engine.start(.says("Hi", in: SessionID(rawValue: "s\(number)"))).stream
            } catch let error as ChatError where error.code == .shuttingDown { return nil }
          }
        }
        for _ in 0..<round * 3 { await Task.yield() }
        await engine.shutDown()
        return try await group.reduce(into: [StreamID]()) { if let stream = $1 { $0.append(stream) } }
      }
    }
    // What was created and not launched is taken over at the next start.
    try await withEngine(on: stores, StepProvider()) { _ in
      for stream in streams { #expect(try await stores.record(stream).state != nil) }
      let running = try await stores.log.running(limit: 100)
      #expect(running.isEmpty)
    }
  }
}
