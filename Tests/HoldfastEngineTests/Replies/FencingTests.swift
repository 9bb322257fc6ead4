import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P8 fencing` {
  private static func takeOver(_ stream: StreamID, in stores: Stores) async throws -> StreamRecord {
    let answer = try await stores.log.takeOver(
      stream, run: RunID(rawValue: "other-run"), owner: NodeID(rawValue: "other-node"), lease: .seconds(10),
      force: true)
    guard case .taken(let record) = answer else { throw NotInTime(description: "\(answer)") }
    return record
  }

  @Test(arguments: StoreKind.allCases)
  func `a run whose stream was taken over writes nothing more`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      try await withEngine(on: stores, provider, ownsStores: false) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("mine")
        var reader = try handle.reader
        let seen = try await reader.read { $0.text == "mine" }
        let taken = try await Self.takeOver(handle.stream, in: stores)
        #expect(taken.epoch == 2 && taken.length == seen.frames.count)
        call.say("not mine")
        call.finish()
        let rest = try await reader.read()
        #expect(rest.end == .lost && rest.frames.isEmpty)
        try await until("the run is over, and its call given up") {
          engine.runningCount == 0 && call.hasEnded
        }
        let after = try await stores.record(handle.stream)
        #expect(after.length == taken.length && after.outcome == nil && after.state == nil)
        #expect(try await stores.messages().count == 1, "nor does it settle anything")
        #expect(engine.hub.stream(handle.stream) == nil)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a quiet run hears of it when it renews its lease`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.renewInterval = .milliseconds(20) }
      try await withEngine(on: stores, provider, ownsStores: false, configuration: configuration) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        _ = try await Self.takeOver(handle.stream, in: stores)
        #expect(try await handle.readAll().end == .lost)
        try await until("its call is given up") { call.hasEnded }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a run that is taken over in the middle of a commit does not go on`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      try await withEngine(on: faulty, provider, ownsStores: false) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("one ")
        _ = try await handle.read(upTo: "one ")
        log.plan.set(
          .followed { _ = try await Self.takeOver(handle.stream, in: stores) }, on: .append, times: 1)
        call.say("two ")
        // What was committed before the take-over is shown; nothing after it.
        _ = try await handle.read(upTo: "two ")
        call.say("three")
        let transcript = try await handle.readAll()
        #expect(transcript.text == "one two " && transcript.end == .lost)
        #expect(try await stores.record(handle.stream).length == transcript.frames.count)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a renewed lease keeps a quiet stream from being taken over`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.renewInterval = .milliseconds(5) }
      try await withEngine(on: faulty, provider, ownsStores: false, configuration: configuration) { owner in
        try await withEngine(on: stores, StepProvider(), ownsStores: false, configuration: configuration) {
          _ in
          let handle = try await owner.start(.says("Hi"))
          let call = try await provider.call()
          for _ in 0..<5 {
            stores.time.advance(by: .lease / 2)
            let renewals = log.plan.count(.renew)
            try await until("the lease is renewed") { log.plan.count(.renew) > renewals + 1 }
          }
          call.say("still here")
          call.finish()
          #expect(try await handle.readAll().text == "still here")
          #expect(try await stores.record(handle.stream).epoch == 1)
        }
      }
    }
  }
}
