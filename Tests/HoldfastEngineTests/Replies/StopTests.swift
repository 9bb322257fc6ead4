import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P7 stop and resume: a stop` {
  /// The owner always answers, and is never forced to: with this the test would take longer than it may.
  private let patient = EngineConfiguration.quick { $0.endDeadline = .seconds(50) }

  @Test func `takes less than a second, also when it has to use force`() {
    #expect(EngineConfiguration().endDeadline <= .milliseconds(800))
  }

  /// A reply that runs, with some text said.
  private func start(
    _ engine: Engine, _ provider: StepProvider, id: String = "u1", call: Int = 0, saying text: String = "some"
  ) async throws -> (handle: ReplyHandle, call: StepProvider.Call) {
    let handle = try await engine.start(.says("Hi", id: id))
    let call = try await provider.call(call)
    call.say(text)
    _ = try await handle.read(upTo: text)
    return (handle, call)
  }

  @Test(arguments: StoreKind.allCases)
  func `ends a reply at once, and keeps what came`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider, configuration: patient) { engine in
        let (handle, call) = try await start(engine, provider)
        let result = try await engine.stop(.active, in: .first, of: .ada)
        #expect(result == StopResult(stream: handle.stream, state: .stopped))
        // The outcome is in the log when the stop answers.
        #expect(try await stores.record(handle.stream).outcome?.state == .stopped)
        let transcript = try await handle.readAll()
        #expect(transcript.types.suffix(2) == ["data-notice", "abort"] && transcript.notices == ["STOPPED"])
        try await until("the provider's call is given up") { call.hasEnded }
        _ = try await stores.settled(handle.stream)
        let stored = try #require(try await stores.messages().last)
        #expect(stored.status == .interrupted && stored.message.text == "some")
        #expect(try await stores.record(handle.stream).epoch == 1, "nobody had to force it")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `by any name of the reply is the same stop`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        for (index, name) in ["stream", "reply", "message"].enumerated() {
          let (handle, _) = try await start(engine, provider, id: "u\(index)", call: index)
          let target: StopTarget =
            switch name {
            case "stream": .stream(handle.stream)
            case "reply": .message(handle.reply)
            default: .message(MessageID(rawValue: "u\(index)"))
            }
          let result = try await engine.stop(target, in: .first, of: .ada)
          #expect(result == StopResult(stream: handle.stream, state: .stopped))
          #expect(try await handle.readAll().notices == ["STOPPED"])
        }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `repeated or late changes nothing`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Hello")
      try await withEngine(on: stores, provider) { engine in
        #expect(try await engine.stop(.active, in: .first, of: .ada) == StopResult())
        let handle = try await engine.start(.says("Hi"))
        let transcript = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
        for _ in 0..<3 {
          let result = try await engine.stop(.stream(handle.stream), in: .first, of: .ada)
          #expect(result == StopResult(stream: handle.stream, state: .finished))
        }
        let active = try await engine.stop(.active, in: .first, of: .ada)
        #expect(active == StopResult() || active.state == .finished)
        #expect(try await stores.frames(handle.stream).count == transcript.frames.count)
        #expect(try await stores.messages().last?.status == .complete)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `twenty at once are one stop`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let (handle, _) = try await start(engine, provider)
        let results = try await withThrowingTaskGroup(of: StopResult.self) { group in
          for _ in 0..<20 {
            group.addTask { try await engine.stop(.stream(handle.stream), in: .first, of: .ada) }
          }
          return try await group.reduce(into: Set<StopResult>()) { $0.insert($1) }
        }
        #expect(results == [StopResult(stream: handle.stream, state: .stopped)])
        #expect(try await handle.readAll().types.count { $0 == "abort" } == 1)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `of an older reply leaves the running one alone`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let (old, oldCall) = try await start(engine, provider)
        oldCall.finish()
        _ = try await old.readAll()
        let (running, call) = try await start(engine, provider, id: "u2", call: 1)
        for target in [
          StopTarget.stream(old.stream), .message(old.reply), .message(MessageID(rawValue: "u1")),
        ] {
          let result = try await engine.stop(target, in: .first, of: .ada)
          #expect(result == StopResult(stream: old.stream, state: .finished))
        }
        call.finish()
        #expect(try await running.readAll().types.last == "finish")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `by somebody else, or of another session's reply, finds nothing`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let (handle, call) = try await start(engine, provider)
        _ = try await engine.start(.says("Mine", id: "b1", in: .second, of: .bob))
        for target in [StopTarget.active, .stream(handle.stream), .message(handle.reply)] {
          #expect(try await engine.stop(target, in: .first, of: .bob) == StopResult())
        }
        #expect(try await engine.stop(.stream(handle.stream), in: .second, of: .bob) == StopResult())
        #expect(
          try await engine.stop(.stream(StreamID(rawValue: "none")), in: .first, of: .ada) == StopResult())
        call.finish()
        #expect(try await handle.readAll().types.last == "finish")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `before there is a stream ends the claim, and a repeat calls no provider`(kind: StoreKind) async throws
  {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores, saying: "Hi")
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        for _ in 0..<2 {
          let result = try await engine.stop(.message(MessageID(rawValue: "u1")), in: .first, of: .ada)
          #expect(result == StopResult(stream: left.stream, state: .stopped))
        }
        #expect(try await stores.conversations.session(.first)?.activeStream == nil)
        let handle = try await engine.start(.says("Hi"))
        guard case .stoppedBeforeStart = handle.content else {
          Issue.record("a stream was made")
          return
        }
        #expect(handle.isRepeat && handle.reply == left.claim.reply)
        #expect(try await stores.log.record(of: left.stream) == nil)
        #expect(provider.callCount == 0)
      }
    }
  }

  @Test(arguments: [FaultyLog.Operation.record, .requestEnd])
  func `that cannot be determined is a 503 of the stream log`(operation: FaultyLog.Operation) async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    let provider = StepProvider()
    try await withEngine(on: stores, provider) { engine in
      let (handle, call) = try await start(engine, provider)
      log.plan.set(.before(.unavailable), on: operation)
      let error = await #expect(throws: ChatError.self) {
        try await engine.stop(.active, in: .first, of: .ada)
      }
      #expect(error?.status == 503 && error?.isRetryable == true)
      #expect(error?.source == .streamLog)
      log.plan.heal()
      call.finish()
      #expect(try await handle.readAll().end == .ended)
    }
  }
}
