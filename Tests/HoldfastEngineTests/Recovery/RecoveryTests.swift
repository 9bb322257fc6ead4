import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P3 every stream ends: recovery at the start` {
  /// How far a reply had come when its process was killed, and how recovery ends it.
  struct Wreck: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var build: @Sendable (inout LeftBehind) async throws -> Void
    var state: TerminalState
    var types: [String]
    var text: String?

    init(
      _ name: String, _ state: TerminalState, _ types: [String], text: String? = nil,
      _ build: @escaping @Sendable (inout LeftBehind) async throws -> Void
    ) {
      (testDescription, self.state, self.types, self.text, self.build) = (name, state, types, text, build)
    }
  }

  private static let someText = ["start", "start-step", "text-start", "text-delta"]
  private static let finished = StreamOutcome(state: .finished, reason: .stop, model: "m")

  static let wrecks: [Wreck] = [
    Wreck("no frame", .failed, ["start", "error"]) { _ in },
    Wreck("the first frame", .failed, ["start", "error"]) { try await $0.append($0.opening) },
    Wreck("an open step", .failed, ["start", "start-step", "finish-step", "error"]) {
      try await $0.append($0.opening + [.startStep])
    },
    Wreck(
      "some text", .interrupted, someText + ["text-end", "finish-step", "data-notice", "abort", "error"],
      text: "Hel"
    ) { try await $0.append($0.opening(saying: "Hel")) },
    Wreck(
      "text that is closed", .interrupted,
      someText + ["text-end", "finish-step", "data-notice", "abort", "error"], text: "Hello"
    ) { try await $0.append($0.opening(saying: "Hello") + LeftBehind.closingText) },
    Wreck("asked to stop, no frame", .stopped, ["start", "data-notice", "abort"]) { left in
      _ = try await left.stores.log.requestEnd(left.stream, .stop)
    },
    Wreck(
      "asked to stop, some text", .stopped, someText + ["text-end", "finish-step", "data-notice", "abort"],
      text: "Hel"
    ) { left in
      try await left.append(left.opening(saying: "Hel"))
      _ = try await left.stores.log.requestEnd(left.stream, .stop)
    },
    Wreck(
      "superseded, some text", .superseded, someText + ["text-end", "finish-step", "data-notice", "abort"],
      text: "Hel"
    ) { left in
      try await left.append(left.opening(saying: "Hel"))
      _ = try await left.stores.log.requestEnd(left.stream, .supersede)
    },
    Wreck("asked to drain, no frame", .failed, ["start", "error"]) { left in
      _ = try await left.stores.log.requestEnd(left.stream, .drain)
    },
    Wreck(
      "finished, not settled", .finished, someText + ["text-end", "finish-step", "finish"], text: "Hello"
    ) {
      try await $0.append($0.opening(saying: "Hello") + LeftBehind.closingText, outcome: finished)
    },
    Wreck(
      "finished, then asked to stop", .finished, someText + ["text-end", "finish-step", "finish"],
      text: "Hello"
    ) { left in
      try await left.append(left.opening(saying: "Hello") + LeftBehind.closingText, outcome: finished)
      _ = try await left.stores.log.requestEnd(left.stream, .stop)
    },
    Wreck(
      "finished and ended, not settled", .finished, someText + ["text-end", "finish-step", "finish"],
      text: "Hello"
    ) {
      try await $0.append($0.opening(saying: "Hello") + LeftBehind.closingText, outcome: finished)
      try await $0.append([.finish(reason: .stop)], end: .finished)
    },
    Wreck(
      "aborted", .aborted, someText + ["text-end", "finish-step", "data-notice", "abort", "error"],
      text: "Hel"
    ) {
      try await $0.append(
        $0.opening(saying: "Hel") + LeftBehind.closingText,
        outcome: StreamOutcome(state: .aborted, failure: StreamOutcome.Failure(kind: .cut, detail: "x")))
    },
  ]

  @Test(arguments: StoreKind.allCases, wrecks)
  func `ends what a killed process left, as it stands in the log`(kind: StoreKind, wreck: Wreck) async throws
  {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await wreck.build(&left)
      let before = try await stores.frames(left.stream)
      let provider = StepProvider()
      try await withEngine(on: stores, provider) { engine in
        // Everything is done when the engine is ready.
        let record = try await stores.record(left.stream)
        #expect(record.state == wreck.state && record.persistence == .saved)
        let transcript = try await engine.readAll(left.stream)
        #expect(transcript.types == wreck.types && transcript.end == .ended)
        transcript.expectOrdered()
        #expect(try await stores.frames(left.stream).starts(with: before), "what was there is as it was")
        let reply = try await stores.messages().first { $0.stream == left.stream }
        #expect(reply?.message.text == wreck.text && reply?.order == (wreck.text == nil ? nil : 2))
        if wreck.text != nil {
          #expect(reply?.status == (wreck.state == .finished ? .complete : .interrupted))
        }
        #expect(try await stores.conversations.session(.first)?.activeStream == nil)
      }
      #expect(provider.callCount == 0)
      try await expectNoFurtherChange(left.stream, in: stores)
    }
  }

  /// Recovery run again, by one process and by another, changes nothing.
  private func expectNoFurtherChange(_ stream: StreamID, in stores: Stores) async throws {
    let (record, frames) = (try await stores.record(stream), try await stores.frames(stream))
    let messages = try await stores.messages()
    for ownsStores in [true, false] {
      try await withEngine(on: stores, StepProvider(), ownsStores: ownsStores) { _ in
        let after = try await stores.record(stream)
        #expect(after == record)
        #expect(try await stores.frames(stream) == frames)
        #expect(try await stores.messages() == messages)
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `a reader goes on where it was before the crash`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await left.append(left.opening(saying: "Hel"))
      let seen = try await stores.frames(left.stream)[3]
      let cursor = Cursor(stream: left.stream, position: seen.position, seal: seen.seal)
      try await withEngine(on: stores, StepProvider()) { engine in
        let handle = try await engine.resume(.first, of: .ada, after: cursor, replacesMessages: false)
        let rest = try await #require(handle).readAll()
        rest.expectOrdered(from: 4, after: cursor.seal)
        #expect(rest.types == ["text-end", "finish-step", "data-notice", "abort", "error"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `ends any number of them`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      for number in 0..<300 {
        var left = try await LeftBehind(
          on: stores, in: SessionID(rawValue: "s\(number)"), named: "left\(number)")
        try await left.create()
        if number.isMultiple(of: 2) { try await left.append(left.opening(saying: "Hel")) }
      }
      try await withEngine(on: stores, StepProvider()) { _ in
        // What a start has no time for is done while it serves.
        _ = try await eventually("all have ended and are saved") {
          let running = try await stores.log.running(limit: 1000)
          let unsaved = try await stores.log.unsaved(limit: 1000)
          return running.isEmpty && unsaved.isEmpty ? true : nil
        }
      }
    }
  }

  @Test func `a start that has no time serves all the same, and recovers meanwhile`() async throws {
    let stores = Stores.inMemory()
    for number in 0..<20 {
      let left = try await LeftBehind(
        on: stores, in: SessionID(rawValue: "s\(number)"), named: "left\(number)")
      try await left.create()
    }
    let configuration = EngineConfiguration.quick { $0.recoveryBudget = .zero }
    try await withEngine(on: stores, StepProvider(), configuration: configuration) { engine in
      #expect(engine.isReady)
      _ = try await eventually("all have ended") {
        try await stores.log.running(limit: 1000).isEmpty ? true : nil
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `waits for the lease of an owner that may be alive`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await left.append(left.opening(saying: "Hel"))
      try await withEngine(on: stores, StepProvider(), ownsStores: false) { _ in
        let before = try await stores.record(left.stream)
        #expect(before.state == nil && before.epoch == 1)
        stores.time.advance(by: .pastLease)
        #expect(try await stores.settled(left.stream).state == .interrupted)
      }
    }
  }

  @Test func `two nodes at once end it once`() async throws {
    let stores = Stores.inMemory()
    var left = try await LeftBehind(on: stores)
    try await left.create(lease: .zero)
    try await left.append(left.opening(saying: "Hel"), lease: .zero)
    try await withEngine(on: stores, StepProvider(), ownsStores: false) { _ in
      try await withEngine(on: stores, StepProvider(), ownsStores: false) { engine in
        #expect(try await stores.settled(left.stream).state == .interrupted)
        let transcript = try await engine.readAll(left.stream)
        transcript.expectOrdered()
        #expect(transcript.types.count { $0 == "error" } == 1)
      }
    }
  }
}
