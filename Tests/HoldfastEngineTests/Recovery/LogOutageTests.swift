import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The stream log is away` {
  private static let faults: [(name: String, fault: Fault)] = [
    ("unavailable", .before(.unavailable)), ("full", .before(.full)),
    ("not written, or so it seems", .before(.indeterminate)),
    ("written, though it seems not", .after(.indeterminate)),
  ]

  @Test(arguments: StoreKind.allCases, faults.indices)
  func `for a while: nothing is lost, nothing comes twice`(kind: StoreKind, index: Int) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      try await withEngine(on: faulty, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        var expected = ""
        for round in 0..<4 {
          log.plan.set(Self.faults[index].fault, on: .append, times: round + 1)
          for word in 0..<5 {
            call.say("\(round)-\(word) ")
            expected += "\(round)-\(word) "
          }
          _ = try await handle.read(upTo: "\(round)-4 ")
        }
        // The outcome and the end are written through it as well.
        log.plan.set(Self.faults[index].fault, on: .append, times: 2)
        call.finish()
        let transcript = try await handle.readAll()
        #expect(transcript.text == expected && transcript.types.last == "finish")
        transcript.expectOrdered()
        let record = try await stores.settled(handle.stream)
        #expect(record.state == .finished && record.length == transcript.frames.count && record.epoch == 1)
        #expect(try await stores.messages().last?.message.text == expected)
      }
    }
  }

  @Test func `while the provider goes on: it is held back, and heard when the log is back`() async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick { $0.inboxEvents = 8 }
    try await withEngine(on: stores, provider, configuration: configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      call.say("0 ")
      _ = try await handle.read(upTo: "0 ")
      log.plan.set(.before(.unavailable), on: .append)
      for number in 1...100 { call.say("\(number) ") }
      call.finish()
      let failed = log.plan.count(.append)
      try await until("the log was asked again") { log.plan.count(.append) > failed + 2 }
      #expect(call.taken <= 1 + 8 + 9, "no more is taken than there is room for")
      log.plan.heal()
      let transcript = try await handle.readAll()
      #expect(transcript.text == (0...100).map { "\($0) " }.joined())
    }
  }

  /// The owner is alive, and takes up its stream itself; its own node's reconciler leaves it alone.
  @Test func `for longer than a lease: the owner goes on`() async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick { $0.reconcileInterval = .milliseconds(5) }
    try await withEngine(on: stores, provider, configuration: configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      call.say("before ")
      _ = try await handle.read(upTo: "before ")
      log.plan.set(.before(.unavailable), on: .append, .renew, .lists)
      call.say("after")
      call.finish()
      stores.time.advance(by: .pastLease)
      let gate = Gate()
      defer { gate.open() }
      try await until("the log was asked") {
        log.plan.count(.append) + log.plan.count(.renew) > 3 && log.plan.count(.lists) > 3
      }
      // The reconciler finds the log back before the owner does.
      log.plan.set(.heldBefore(gate), on: .append, .renew)
      log.plan.heal(.lists)
      let passes = log.plan.count(.lists)
      try await until("the reconciler has looked") { log.plan.count(.lists) > passes + 6 }
      log.plan.heal()
      gate.open()
      let transcript = try await handle.readAll()
      #expect(transcript.text == "before after" && transcript.types.last == "finish")
      #expect(try await stores.settled(handle.stream).epoch == 1)
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `for longer than the budget: the reply is interrupted when it is back`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      let configuration = EngineConfiguration.quick { $0.logOutageBudget = .milliseconds(100) }
      try await withEngine(on: faulty, provider, configuration: configuration) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        call.say("seen ")
        var reader = try handle.reader
        let seen = try await reader.read { $0.text == "seen " }
        log.plan.set(.before(.unavailable), on: .append, .renew)
        call.say("unseen")
        let rest = try await reader.read()
        #expect(rest.end == .lost && rest.frames.isEmpty, "nothing is shown that is not in the log")
        try await until("the provider's call is given up") { call.hasEnded && engine.runningCount == 0 }
        log.plan.heal()
        stores.time.advance(by: .pastLease)
        #expect(try await stores.settled(handle.stream).state == .interrupted)
        let back = try await engine.resume(
          .first, of: .ada, after: seen.frames.last?.cursor, replacesMessages: false)
        let end = try await #require(back).readAll()
        end.expectOrdered(from: seen.frames.count, after: try #require(seen.frames.last).cursor.seal)
        #expect(end.types == ["text-end", "finish-step", "data-notice", "abort", "error"])
        #expect(try await stores.messages().last?.message.text == "seen ")
      }
    }
  }

  @Test func `for a renewal: the next one tells`() async throws {
    let (stores, log) = Stores.inMemory().withFaultyLog()
    log.plan.set(.before(.unavailable), on: .renew, times: 3)
    let provider = StepProvider()
    let configuration = EngineConfiguration.quick { $0.renewInterval = .milliseconds(5) }
    try await withEngine(on: stores, provider, configuration: configuration) { engine in
      let handle = try await engine.start(.says("Hi"))
      let call = try await provider.call()
      try await until("it was renewed again") { log.plan.count(.renew) > 5 }
      _ = try await stores.log.requestEnd(handle.stream, .stop)
      #expect(try await handle.readAll().notices == ["STOPPED"])
      try await until("the call is given up") { call.hasEnded }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `when an owner's answer is lost and another takes the stream: nothing comes twice`(
    kind: StoreKind
  ) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider()
      try await withEngine(on: faulty, provider, ownsStores: false) { owner in
        let handle = try await owner.start(.says("Hi"))
        let call = try await provider.call()
        call.say("one ")
        let seen = try await handle.read(upTo: "one ")
        log.plan.set(
          .followed {
            _ = try await stores.log.takeOver(
              handle.stream, run: RunID(rawValue: "r"), owner: NodeID(rawValue: "n"), lease: .zero,
              force: true)
            throw StoreError(.indeterminate, "the answer was lost")
          }, on: .append, times: 1)
        call.say("two ")
        // The lease of whoever took it has run out, so this node's reconciler ends it: for this reader, when it comes
        // before the old owner gives up, or else for those who come back.
        let text = try await handle.readAll().text
        #expect(["one ", "one two "].contains(text))
        #expect(try await stores.settled(handle.stream).state == .interrupted)
        let back = try await owner.resume(
          .first, of: .ada, after: seen.frames.last?.cursor, replacesMessages: false)
        let rest = try await #require(back).readAll()
        rest.expectOrdered(from: seen.frames.count, after: try #require(seen.frames.last).cursor.seal)
        #expect(rest.text == "two " && rest.types.count { $0 == "error" } == 1)
        #expect(try await stores.messages().last?.message.text == "one two ")
      }
    }
  }
}
