import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P1 log before sight` {
  @Test(arguments: StoreKind.allCases)
  func `nothing is shown before it is committed`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        var reader = try handle.reader
        call.say("one")
        let seen = try await reader.read { $0.text == "one" }
        let gate = Gate()
        defer { gate.open() }
        log.plan.set(.heldBefore(gate), on: .append, times: 1)
        call.say("two")
        try await until("the append is under way") { gate.arrivals == 1 }

        let waiting = Task { [reader] in
          var reader = reader
          return try await reader.read { !$0.frames.isEmpty }
        }
        let live = try #require(engine.hub.stream(handle.stream))
        try await until("the reader waits", within: .seconds(5)) { live.waitingCount == 1 }
        #expect(try await stores.frames(handle.stream).count == seen.frames.count)

        gate.open()
        let more = try await waiting.value
        #expect(more.text == "two")
        let stored = try await stores.frames(handle.stream)
        #expect(stored.map(\.data) == (seen.frames + more.frames).map(\.data))
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `what a reader gets is in the log at that moment, byte for byte`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        for number in 0..<50 { call.say("word \(number) ") }
        call.finish()
        var reader = try handle.reader
        var transcript = Transcript()
        while transcript.end == nil {
          switch try await reader.next() {
          case .frames(let bytes):
            try transcript.take(bytes)
            let stored = try await stores.frames(handle.stream)
            let encoded = try FrameEncoding.encode(stored, of: handle.stream)
            #expect(encoded.starts(with: transcript.bytes))
          case .idle: continue
          case let end: transcript.end = end
          }
        }
        #expect(transcript.end == .ended)
        transcript.expectOrdered()
        let stored = try await stores.frames(handle.stream)
        #expect(try FrameEncoding.encode(stored, of: handle.stream) == transcript.bytes)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `another process shows the same bytes`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let first = try await withEngine(on: stores, StepProvider(answering: "Hello", " you")) { engine in
        try await engine.start(.says("Hi")).readAll()
      }
      let silent = StepProvider()
      try await withEngine(on: stores, silent) { engine in
        let again = try await engine.start(.says("Hi"))
        #expect(again.isRepeat)
        #expect(try await again.readAll().bytes == first.bytes)
        let place = first.frames[2].cursor
        let resumed = try #require(
          try await engine.resume(.first, of: .ada, after: place, replacesMessages: false))
        let rest = try await resumed.readAll()
        #expect(rest.frames == Array(first.frames[3...]))
      }
      #expect(silent.callCount == 0)
    }
  }
}
