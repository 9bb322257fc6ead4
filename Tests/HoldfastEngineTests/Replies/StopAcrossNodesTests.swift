import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P7 stop and resume: a stop from another node` {
  @Test(arguments: StoreKind.allCases)
  func `is heeded by the owner, which ends its stream itself`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      let patient = EngineConfiguration.quick { $0.endDeadline = .seconds(50) }
      try await withEngine(on: stores, provider, ownsStores: false) { owner in
        try await withEngine(on: stores, StepProvider(), ownsStores: false, configuration: patient) { other in
          let handle = try await owner.start(.says("Hi"))
          let call = try await provider.call()
          call.say("some")
          _ = try await handle.read(upTo: "some")
          let result = try await other.stop(.active, in: .first, of: .ada)
          #expect(result == StopResult(stream: handle.stream, state: .stopped))
          let transcript = try await handle.readAll()
          #expect(transcript.end == .ended && transcript.notices == ["STOPPED"])
          #expect(try await stores.settled(handle.stream).epoch == 1, "nobody had to force it")
        }
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `takes the stream over by force when the owner does not answer`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (cutOff, log) = stores.withFaultyLog()
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.endDeadline = .milliseconds(100) }
      try await withEngine(on: cutOff, provider, ownsStores: false) { owner in
        try await withEngine(on: stores, StepProvider(), ownsStores: false, configuration: configuration) {
          other in
          let handle = try await owner.start(.says("Hi"))
          let call = try await provider.call()
          call.say("some")
          var reader = try handle.reader
          let seen = try await reader.read { $0.text == "some" }
          // The owner hangs in the middle of a commit.
          let gate = Gate()
          defer { gate.open() }
          log.plan.set(.heldBefore(gate), on: .append, times: 1)
          call.say("late")
          try await until("the owner hangs") { gate.arrivals == 1 }

          let (result, duration) = try await elapsed { try await other.stop(.active, in: .first, of: .ada) }
          #expect(result == StopResult(stream: handle.stream, state: .stopped))
          #expect(duration >= .milliseconds(90), "the owner is given the time to answer")
          let record = try await stores.settled(handle.stream)
          #expect(record.state == .stopped && record.epoch == 2)

          gate.open()
          let rest = try await reader.read()
          #expect(
            rest.end == .lost && rest.frames.isEmpty, "the former owner shows nothing that is not in the log")
          try await until("the run is over") { owner.runningCount == 0 }
          #expect(try await stores.record(handle.stream) == record, "nor does it write anything more")
          let back = try await owner.resume(
            .first, of: .ada, after: seen.frames.last?.cursor, replacesMessages: false)
          let end = try await #require(back).readAll()
          end.expectOrdered(from: seen.frames.count, after: try #require(seen.frames.last).cursor.seal)
          #expect(end.end == .ended && end.types == ["text-end", "finish-step", "data-notice", "abort"])
        }
      }
    }
  }

  /// The commit is done, the owner has not heard of it, and the same node takes its own stream over.
  @Test func `on the owner's own node leaves no gap for its readers`() async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick { $0.endDeadline = .milliseconds(50) }
    try await withEngine(on: stores, provider, configuration: configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      call.say("some")
      _ = try await handle.read(upTo: "some")
      let gate = Gate()
      defer { gate.open() }
      log.plan.set(.heldAfter(gate), on: .append, times: 1)
      call.say("more")
      try await until("the commit is done") { gate.arrivals == 1 }
      async let result = engine.stop(.active, in: .first, of: .ada)
      async let transcript = handle.readAll()
      try await until("the stream is taken over") { try await stores.record(handle.stream).epoch == 2 }
      gate.open()
      #expect(try await result == StopResult(stream: handle.stream, state: .stopped))
      #expect(try await transcript.end == .ended)
      #expect(try await transcript.text == "somemore")
      try await transcript.expectOrdered()
      #expect(try await stores.settled(handle.stream).length == transcript.frames.count)
    }
  }
}
