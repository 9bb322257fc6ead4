import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P5 no silent loss` {
  private static let outages: [StoreError.Code] = [.unavailable, .full, .indeterminate, .damaged]

  /// Plays a whole reply while settling goes wrong.
  private func reply(
    _ engine: Engine, _ provider: StepProvider, finishing: Bool = true
  ) async throws -> (handle: ReplyHandle, transcript: Transcript) {
    let handle = try await engine.start(.says("Hi"))
    let call = try await provider.call()
    call.say("Hello")
    if finishing { call.finish() } else { call.fail(.cut) }
    return (handle, try await handle.readAll())
  }

  @Test(arguments: StoreKind.allCases, outages)
  func `a reply that cannot be saved yet says so before it finishes, and is saved later`(
    kind: StoreKind, code: StoreError.Code
  ) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(code), on: .settle)
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let (handle, transcript) = try await reply(engine, provider)
        #expect(transcript.end == .ended && transcript.notices == ["SAVING"])
        #expect(transcript.types.suffix(2) == ["data-notice", "finish"])
        #expect(try await stores.record(handle.stream).persistence == .pending)
        #expect(try await stores.messages().count == 1)
        #expect(try await listed(engine) == ["complete Hi", "saving Hello"])
        conversations.plan.heal()
        #expect(try await stores.settled(handle.stream).persistence == .saved)
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello"])
        #expect(try await listed(engine) == ["complete Hi", "complete Hello"])
        try await until("the pointer is cleared") {
          try await stores.conversations.session(.first)?.activeStream == nil
        }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a reply that is saved finishes without a word`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      let gate = Gate()
      defer { gate.open() }
      conversations.plan.set(.heldBefore(gate), on: .settle, times: 1)
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("Hello")
        call.finish()
        var reader = try handle.reader
        let seen = try await reader.read { $0.types.last == "finish-step" }
        try await until("settling is under way") { gate.arrivals == 1 }
        let live = try #require(engine.hub.stream(handle.stream))
        let rest = Task { [reader] in
          var reader = reader
          return try await reader.read()
        }
        // The reply is not saved yet, so nobody is told that it finished.
        try await until("the reader waits") { live.waitingCount == 1 }
        #expect(try await stores.frames(handle.stream).count == seen.frames.count)
        gate.open()
        #expect(try await rest.value.types == ["finish"])
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a reply whose saving had an unknown outcome is saved once`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.after(.indeterminate), on: .settle, times: 2)
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.settleBudget = .seconds(20) }
      try await withEngine(on: faulty, provider, configuration: configuration) { engine in
        let (handle, transcript) = try await reply(engine, provider)
        #expect(transcript.types.last == "finish" && transcript.notices.isEmpty)
        #expect(try await stores.settled(handle.stream).persistence == .saved)
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases, [true, false])
  func `a reply that is refused for good ends as failed, with where to get it`(
    kind: StoreKind, finishing: Bool
  ) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(.refused), on: .settle)
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let (handle, transcript) = try await reply(engine, provider, finishing: finishing)
        #expect(transcript.end == .ended && !transcript.types.contains("finish"))
        let error = try #require(transcript.error)
        #expect(error["errorCode"] == "PERSISTENCE_FAILED" && error["metadata"]?["phase"] == "persistence")
        #expect(error["metadata"]?["messageId"]?.stringValue == handle.reply.rawValue)
        #expect(error["metadata"]?["resend"]?["messageId"]?.stringValue == handle.reply.rawValue)
        #expect(error["metadata"]?["download"]?.stringValue == "/api/streams/\(handle.stream)/raw")
        let record = try await stores.settled(handle.stream)
        #expect(record.state == .failed && record.persistence == .refused)
        // It is kept in the log, and blocks nothing.
        #expect(try await engine.frames(of: handle.stream, from: 0).count == transcript.frames.count)
        conversations.plan.heal()
        #expect(try await listed(engine).last == "unsaved Hello")
        let next = try await engine.start(.says("Next", id: "u2"))
        let call = try await provider.call(1)
        #expect(call.conversation == ["user: Hi", "assistant: Hello", "user: Next"])
        call.finish()
        #expect(try await next.readAll().types.last == "finish")
        // It is listed at its place, also when the page before it is full.
        #expect(try await listed(engine).prefix(3) == ["complete Hi", "unsaved Hello", "complete Next"])
        let page = try await engine.messages(in: .first, of: .ada, after: 0, limit: 1)
        #expect(page.messages.map(\.status) == ["complete"] && page.next == 1)
        #expect(try await listed(engine, after: 1).first == "unsaved Hello")
      }
    }
  }

  /// The states and texts of the session's messages.
  private func listed(_ engine: Engine, after order: Int64 = 0) async throws -> [String] {
    try await engine.messages(in: .first, of: .ada, after: order, limit: 10).messages.map {
      "\($0.status) \($0.message.message.text)"
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `the next turn knows a reply that is not saved yet`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(.unavailable), on: .settle)
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let (first, _) = try await reply(engine, provider)
        let second = try await engine.start(.says("Next", id: "u2"))
        let call = try await provider.call(1)
        #expect(call.conversation == ["user: Hi", "assistant: Hello", "user: Next"])
        call.say("Again")
        call.finish()
        _ = try await second.readAll()
        conversations.plan.heal()
        for handle in [first, second] { #expect(try await stores.settled(handle.stream).state == .finished) }
        #expect(try await stores.messages().map(\.message.text) == ["Hi", "Hello", "Next", "Again"])
        #expect(try await stores.messages().map(\.order) == [1, 2, 3, 4])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a reply of a session that is gone is no loss`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("Hello")
        _ = try await handle.read(upTo: "Hello")
        _ = try await stores.conversations.deleteSession(.first, of: .ada, now: Timestamp(milliseconds: 0))
        call.finish()
        #expect(try await handle.readAll().types.last == "finish")
        // Nothing is left of it.
        try await until("the stream is gone") { try await stores.log.record(of: handle.stream) == nil }
        #expect(try await stores.conversations.session(.first) == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `model and usage are saved with the reply`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let usage = Usage(inputTokens: 3, outputTokens: 5)
      let provider = StepProvider { _ in
        [.event(.model("m-7")), .text("Hello"), .event(.usage(usage))] + StepProvider.Step.finish
      }
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
        let stored = try #require(try await stores.messages().last)
        #expect(stored.model == "m-7" && stored.usage == usage && stored.status == .complete)
        #expect(stored.stream == handle.stream && stored.message.id == handle.reply)
      }
    }
  }
}
