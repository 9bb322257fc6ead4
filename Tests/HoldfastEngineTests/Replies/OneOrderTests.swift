import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P2 one order` {
  private static let words = (0..<120).map { "word-\($0) " }

  /// A provider that says the words when it is told to.
  private func provider() -> StepProvider { StepProvider() }

  private func say(_ call: StepProvider.Call) {
    for word in Self.words { call.say(word) }
    call.finish()
  }

  @Test(arguments: StoreKind.allCases)
  func `from every cursor the rest follows, without gap or repeat`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "a", "b", "c", "d")
      try await withEngine(on: stores, provider) { engine in
        let whole = try await engine.start(.says("Hi")).readAll()
        whole.expectOrdered()
        for (index, frame) in whole.frames.enumerated() {
          let handle = try #require(
            try await engine.resume(.first, of: .ada, after: frame.cursor, replacesMessages: false))
          let rest = try await handle.readAll()
          #expect(rest.frames == Array(whole.frames[(index + 1)...]))
          rest.expectOrdered(from: index + 1, after: frame.cursor.seal)
        }
      }
    }
  }

  /// Readers that leave and come back with their cursor, again and again, while the reply is written.
  @Test(arguments: StoreKind.allCases, Effort.tries(2 as UInt64, long: 200))
  func `a reader that comes and goes misses nothing`(kind: StoreKind, seed: UInt64) async throws {
    try await kind.withStores { stores in
      let provider = provider()
      let configuration = EngineConfiguration.quick {
        $0.hubWindowBytes = 600
        $0.readBatchBytes = 400
      }
      try await withEngine(on: stores, provider, configuration: configuration) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        try await withThrowingTaskGroup(of: Transcript.self) { group in
          for number in 0..<8 {
            group.addTask { try await Self.readInPieces(engine, seed: seed * 100 + UInt64(number)) }
          }
          say(call)
          let whole = try await handle.readAll()
          #expect(whole.text == Self.words.joined())
          whole.expectOrdered()
          for try await pieces in group { #expect(pieces.bytes == whole.bytes) }
        }
      }
    }
  }

  private static func readInPieces(_ engine: Engine, seed: UInt64) async throws -> Transcript {
    var generator = SplitMix64(seed: seed)
    var whole = Transcript()
    while whole.end == nil {
      // A reader that leaves before its first frame comes back without a cursor; when the stream has ended meanwhile,
      // it is replayed.
      guard
        let handle = try await engine.resume(
          .first, of: .ada, after: whole.frames.last?.cursor, replacesMessages: true)
      else { throw NotInTime(description: "nothing to resume") }
      let steps = Int.random(in: 1...40, using: &generator)
      var reader = try handle.reader
      let part = try await reader.read { $0.frames.count >= steps }
      whole.bytes += part.bytes
      whole.frames += part.frames
      whole.end = part.end
    }
    return whole
  }

  @Test(arguments: StoreKind.allCases)
  func `a hundred readers get identical bytes`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = provider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        try await withThrowingTaskGroup(of: Transcript.self) { group in
          for _ in 0..<100 { group.addTask { try await handle.readAll() } }
          say(call)
          var all: Set<[UInt8]> = []
          for try await transcript in group {
            #expect(transcript.end == .ended)
            all.insert(transcript.bytes)
          }
          #expect(all.count == 1)
        }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a slow reader gets the same bytes, from the log`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = provider()
      let configuration = EngineConfiguration.quick {
        $0.hubWindowBytes = 300
        $0.readBatchBytes = 500
      }
      try await withEngine(on: faulty, provider, configuration: configuration) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        var slow = try handle.reader
        var transcript = try await slow.read { !$0.frames.isEmpty }
        // It stands still until far more has come than is held.
        say(call)
        let whole = try await handle.readAll()
        let reads = log.plan.count(.read)
        while transcript.end == nil {
          switch try await slow.next() {
          case .frames(let bytes):
            #expect(bytes.count < 2000, "a reader takes a batch at a time")
            try transcript.take(bytes)
          case .idle: continue
          case let end: transcript.end = end
          }
        }
        #expect(transcript.bytes == whole.bytes && transcript.end == .ended)
        #expect(log.plan.count(.read) > reads + 5, "it was read from the log")
      }
    }
  }

  @Test func `a reader that nothing reaches is told that the connection is alive`() async throws {
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick { $0.heartbeatInterval = .milliseconds(20) }
    try await withEngine(on: .inMemory(), provider, configuration: configuration) { engine in
      var reader = try await engine.start(.says("Hi")).reader
      let seen = try await reader.read { $0.frames.count == 1 }
      #expect(try await reader.next() == .idle)
      let call = try await provider.call()
      call.say("x")
      let more = try await reader.read { $0.text == "x" }
      more.expectOrdered(from: 1, after: try #require(seen.frames.last).cursor.seal)
    }
  }

  @Test func `a long reply is held in memory no further than its window`() async throws {
    let (piece, count) = (String(repeating: "x", count: 64 << 10), 320)  // 20 MiB
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick { $0.hubWindowBytes = 256 << 10 }
    try await withEngine(on: .inMemory(), provider, configuration: configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      let live = try #require(engine.hub.stream(handle.stream))
      for number in 0..<count {
        call.say(piece)
        try await until("piece \(number) is taken") { call.taken > number }
        #expect(live.heldBytes <= (256 << 10) + piece.count)
      }
      call.finish()
      let transcript = try await handle.readAll()
      #expect(transcript.text.utf8.count == 20 << 20 && transcript.end == .ended)
    }
  }
}
