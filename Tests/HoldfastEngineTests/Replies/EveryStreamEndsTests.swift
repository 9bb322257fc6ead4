import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `P3 every stream ends` {
  /// What happens to a reply, and how its stream ends.
  struct Ending: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String?
    var event: @Sendable (Engine, StepProvider.Call) async throws -> Void
    var state: TerminalState
    var closing: [String]

    init(
      _ name: String, text: String? = "some text", _ state: TerminalState, _ closing: [String],
      _ event: @escaping @Sendable (Engine, StepProvider.Call) async throws -> Void
    ) {
      (testDescription, self.text, self.state, self.closing, self.event) = (name, text, state, closing, event)
    }
  }

  private static let stop: @Sendable (Engine, StepProvider.Call) async throws -> Void = { engine, _ in
    _ = try await engine.stop(.active, in: .first, of: .ada)
  }
  private static let supersede: @Sendable (Engine, StepProvider.Call) async throws -> Void = { engine, _ in
    _ = try await engine.start(.says("And?", id: "u2"))
  }
  private static let shutDown: @Sendable (Engine, StepProvider.Call) async throws -> Void = { engine, _ in
    await engine.shutDown()
  }
  private static let cut: @Sendable (Engine, StepProvider.Call) async throws -> Void = { _, call in
    call.fail(.cut)
  }

  private static let endings: [Ending] = [
    Ending("finished", .finished, ["finish"]) { _, call in call.finish() },
    Ending("finished by length", .finished, ["data-notice", "finish"]) { _, call in call.finish(.length) },
    Ending("finished without a word", text: nil, .finished, ["finish"]) { _, call in call.finish() },
    Ending("stopped", .stopped, ["data-notice", "abort"], stop),
    Ending("stopped before the first word", text: nil, .stopped, ["data-notice", "abort"], stop),
    Ending("superseded", .superseded, ["data-notice", "abort"], supersede),
    Ending("superseded before the first word", text: nil, .superseded, ["data-notice", "abort"], supersede),
    Ending("cut", .aborted, ["data-notice", "abort", "error"], cut),
    Ending("cut before the first word", text: nil, .failed, ["error"], cut),
    Ending("ended without a finish", .aborted, ["data-notice", "abort", "error"]) { _, call in
      call.add([.end])
    },
    Ending("drained", .interrupted, ["data-notice", "abort", "error"], shutDown),
    Ending("drained before the first word", text: nil, .failed, ["error"], shutDown),
  ]

  @Test(arguments: StoreKind.allCases, endings)
  func `in one state, with its frames, and nothing after it`(kind: StoreKind, ending: Ending) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider()
      let (stream, transcript) = try await withEngine(on: stores, provider) { engine in
        let handle = try await engine.start(.says("Hi"))
        let call = try await provider.call()
        var reader = try handle.reader
        if let text = ending.text { call.say(text) }
        let seen = try await reader.read { $0.frames.count > 0 && $0.text == ending.text ?? "" }
        try await ending.event(engine, call)
        var transcript = try await reader.read()
        transcript.frames = seen.frames + transcript.frames
        return (handle.stream, transcript)
      }
      #expect(transcript.end == .ended)
      transcript.expectOrdered()
      let inStep =
        ending.text == nil ? [] : ["start-step", "text-start", "text-delta", "text-end", "finish-step"]
      #expect(transcript.types == ["start"] + inStep + ending.closing)
      let record = try await stores.settled(stream)
      #expect(record.state == ending.state && record.outcome?.state == ending.state)
      #expect(
        record.length == transcript.frames.count && record.persistence == .saved && record.endedAt != nil)
      try await expectNothingFollows(record, in: stores)
      try await expectStored(ending, stream, in: stores)
    }
  }

  private func expectNothingFollows(_ record: StreamRecord, in stores: Stores) async throws {
    let frame = Frame(position: record.length, data: Array("{}".utf8), seal: .origin)
    let late = StreamAppend(
      stream: record.stream, epoch: record.epoch, first: record.length, frames: [frame], lease: .seconds(1))
    for result in await stores.log.append([late]) {
      #expect(throws: StoreError.self) { try result.get() }
    }
  }

  private func expectStored(_ ending: Ending, _ stream: StreamID, in stores: Stores) async throws {
    let reply = try await stores.messages().first { $0.stream == stream }
    #expect(reply?.message.text == ending.text)
    if ending.text != nil { #expect(reply?.status == (ending.state == .finished ? .complete : .interrupted)) }
    let claim = try await stores.conversations.claim(of: stream, in: .first)
    #expect(claim?.state == .settled)
  }

  @Test(arguments: StoreKind.allCases)
  func `also when its owner has died, once the lease has run out`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      var left = try await LeftBehind(on: stores)
      try await left.create()
      try await left.append(left.opening(saying: "Hel"))
      try await withEngine(on: stores, StepProvider(), ownsStores: false) { engine in
        let handle = try #require(
          try await engine.resume(.first, of: .ada, after: nil, replacesMessages: false))
        let reader = Task { try await handle.readAll() }
        try await until("its reader waits, for its owner may be alive elsewhere") {
          engine.hub.waitingCount == 1
        }
        #expect(try await stores.record(left.stream).state == nil)
        stores.time.advance(by: .pastLease)
        #expect(try await reader.value.end == .ended)
        let record = try await stores.settled(left.stream)
        #expect(record.state == .interrupted && record.epoch == 2)
      }
    }
  }

  @Test func `also when its provider does not heed that it was cancelled`() async throws {
    let stores = Stores.inMemory()
    let gate = Gate()
    defer { gate.open() }
    let provider = StepProvider { _ in [.text("some"), .wait(gate), .text("late")] + StepProvider.Step.finish
    }
    try await withEngine(on: stores, provider) { engine in
      defer { gate.open() }
      let handle = try await engine.start(.says("Hi"))
      _ = try await handle.read(upTo: "some")
      let result = try await engine.stop(.active, in: .first, of: .ada)
      #expect(result == StopResult(stream: handle.stream, state: .stopped))
      let transcript = try await handle.readAll()
      #expect(transcript.end == .ended && transcript.text == "some")
      #expect(try await stores.settled(handle.stream).state == .stopped)
      #expect(try await provider.call().hasEnded == false)
    }
  }
}
