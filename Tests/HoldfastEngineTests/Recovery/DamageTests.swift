import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Recovery meets what it cannot repair` {
  /// A stream whose frame is no chunk, between two that are whole.
  private func wreck(_ stores: Stores, lease: Duration) async throws -> [StreamID] {
    var streams: [StreamID] = []
    for name in ["a", "b", "c"] {
      var left = try await LeftBehind(on: stores, in: SessionID(rawValue: name), named: name)
      try await left.create(lease: lease)
      try await left.append(left.opening(saying: "Hel"), lease: lease)
      if name == "b" {
        let frame = Frame(position: 4, data: Array("no chunk".utf8), seal: .origin)
        let append = StreamAppend(stream: left.stream, epoch: 1, first: 4, frames: [frame], lease: lease)
        for result in await stores.log.append([append]) { _ = try result.get() }
      }
      streams.append(left.stream)
    }
    return streams
  }

  @Test(arguments: StoreKind.allCases)
  func `a damaged stream does not keep the others from ending, nor the node from starting`(
    kind: StoreKind
  ) async throws {
    try await kind.withStores { stores in
      let streams = try await wreck(stores, lease: .lease)
      try await withEngine(on: stores, StepProvider(answering: "Hello")) { engine in
        for stream in streams { #expect(try await stores.record(stream).state == .interrupted) }
        let kept = try await stores.messages(in: SessionID(rawValue: "b"))
        #expect(kept.last?.message.text == "Hel" && kept.last?.status == .interrupted)
        let transcript = try await engine.start(.says("Hi")).readAll()
        #expect(transcript.text == "Hello")
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `nor does it stop the reconciler`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      try await withEngine(on: stores, StepProvider(), ownsStores: false) { _ in
        let streams = try await wreck(stores, lease: .zero)
        for stream in streams { #expect(try await stores.settled(stream).state == .interrupted) }
      }
    }
  }

  @Test func `a node whose log cannot be read for good does not become ready`() async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    log.plan.set(.before(.damaged), on: .lists)
    await #expect(throws: StoreError.self) {
      try await withEngine(on: stores, StepProvider()) { _ in Issue.record("it became ready") }
    }
  }

  @Test(arguments: [StoreError.Code.unavailable, .full, .indeterminate])
  func `a node whose log does not answer yet waits for it`(code: StoreError.Code) async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    log.plan.set(.before(code), on: .lists, times: 3)
    let configuration = EngineConfiguration.quick { $0.startRetryInterval = .milliseconds(10) }
    try await withEngine(on: stores, StepProvider(), configuration: configuration) { engine in
      #expect(engine.isReady && log.plan.count(.lists) > 3)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `streams end while replies cannot be saved, and are saved later`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await left.append(left.opening(saying: "Hel"))
      let (faulty, conversations) = stores.withFaultyConversations()
      conversations.plan.set(.before(.unavailable), on: .settle)
      try await withEngine(on: faulty, StepProvider()) { engine in
        #expect(try await stores.record(left.stream).state == .interrupted)
        let transcript = try await engine.readAll(left.stream)
        #expect(transcript.notices == ["SAVING", "INTERRUPTED"])
        conversations.plan.heal()
        #expect(try await stores.settled(left.stream).persistence == .saved)
        #expect(try await stores.messages().last?.message.text == "Hel")
      }
    }
  }

  @Test(arguments: [StoreError.Code.unavailable, .damaged])
  func `one reply that cannot be saved does not keep the others from it`(code: StoreError.Code) async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    log.plan.set(.before(code), on: .mark)
    try await withEngine(on: stores, StepProvider(answering: "Hello")) { engine in
      for session in ["s1", "s2", "s3"] {
        _ = try await engine.start(.says("Hi", in: SessionID(rawValue: session))).readAll()
      }
      try await until("no reply runs") { engine.runningCount == 0 }
      #expect(try await stores.log.unsaved(limit: 10).count == 3)
      log.plan.heal()
      try await until("all are marked") { try await stores.log.unsaved(limit: 10).isEmpty }
    }
  }
}
