import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `I18 the reconciler puts right what crashes left between the stores` {
  private let configuration = EngineConfiguration.quick { $0.claimDeadline = .seconds(15) }

  /// Lets an engine work on what was left behind, some time later, until it is as it should be.
  private func reconcile(
    _ stores: Stores, after delay: Duration = .seconds(16), until what: String,
    _ isDone: @escaping @Sendable () async throws -> Bool
  ) async throws {
    stores.time.advance(by: delay)
    try await withEngine(on: stores, StepProvider(), ownsStores: false, configuration: configuration) { _ in
      try await HoldfastEngineTests.until(what) { try await isDone() }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a claim that never got a stream is given up, and its pointer cleared`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores)
      try await reconcile(stores, until: "the claim is given up") {
        try await stores.conversations.claim(of: left.stream, in: .first)?.state == .abandoned
      }
      #expect(try await stores.conversations.session(.first)?.activeStream == nil)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a claim that is young is left alone`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores)
      let old = try await LeftBehind(on: stores, id: "u2", in: .second)
      _ = old
      try await withEngine(on: stores, StepProvider(), ownsStores: false, configuration: configuration) { _ in
        try await Task.sleep(for: .milliseconds(150))
        #expect(try await stores.conversations.claim(of: left.stream, in: .first)?.state == .claimed)
        #expect(try await stores.conversations.session(.first)?.activeStream == left.stream)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a reply that went on without a stream is given up after its deadline`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let left = try await LeftBehind(on: stores)
      let until = stores.time.now + .seconds(60)
      _ = try await stores.conversations.move(
        left.stream, in: .first, from: left.claim.run,
        to: .unlogged(node: NodeID(rawValue: "n"), until: until))
      try await reconcile(stores, after: .seconds(61), until: "it is given up") {
        try await stores.conversations.claim(of: left.stream, in: .first)?.state == .abandoned
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `I12 a pointer to a stream that has ended and is saved is cleared`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await left.append(left.opening, outcome: StreamOutcome(state: .stopped))
      try await left.append([.abort()], end: .stopped)
      _ = try await stores.conversations.settle(
        Settlement(session: .first, stream: left.stream, message: nil, now: stores.time.now))
      try await stores.log.mark(left.stream, .saved)
      try await reconcile(stores, until: "the pointer is cleared") {
        try await stores.conversations.session(.first)?.activeStream == nil
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a running stream that no pointer names is ended`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create(lease: .zero)
      try await left.append(left.opening(saying: "Hel"))
      // A newer turn took the pointer, and died before it asked for the end of the older stream.
      _ = try await LeftBehind(on: stores, id: "u2")
      try await reconcile(stores, until: "its end is asked for") {
        try await stores.log.record(of: left.stream)?.requestedEnd == .supersede
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `old streams and drafts are removed, younger ones are not`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let handle = try await withEngine(on: stores, StepProvider(answering: "Hello")) { engine in
        let handle = try await engine.start(.says("Hi"))
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
        try await engine.saveDraft("unsent", of: .ada, for: .second)
        return handle
      }
      try await reconcile(stores, after: .seconds(25 * 60 * 60), until: "the stream is gone") {
        try await stores.log.record(of: handle.stream) == nil
      }
      #expect(try await stores.conversations.draft(of: .ada, for: .second)?.text == "unsent")
      #expect(try await stores.messages().count == 2)
      try await reconcile(stores, after: .seconds(30 * 24 * 60 * 60), until: "the draft is gone") {
        try await stores.conversations.draft(of: .ada, for: .second) == nil
      }
    }
  }
}
