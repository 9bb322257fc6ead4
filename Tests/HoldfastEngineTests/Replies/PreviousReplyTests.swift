import HoldfastEngine
import HoldfastModel
import HoldfastStores
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `The reply before, which has ended and is not saved` {
  private func left(on stores: Stores) async throws -> LeftBehind {
    var left = try await LeftBehind(on: stores)
    try await left.create()
    try await left.append(
      left.opening(saying: "Half") + LeftBehind.closingText, outcome: StreamOutcome(state: .interrupted))
    try await left.append([.abort()], end: .interrupted)
    return left
  }

  private let configuration = EngineConfiguration.quick { $0.reconcileInterval = .seconds(1000) }

  @Test(arguments: StoreKind.allCases)
  func `is saved by the next turn, which is told of it`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let provider = StepProvider(answering: "Yes")
      try await withEngine(on: stores, provider, ownsStores: false, configuration: configuration) { engine in
        let left = try await left(on: stores)
        let handle = try await engine.start(.says("Still there?", id: "u2"))
        #expect(try await stores.record(left.stream).persistence == .saved)
        #expect(
          try await provider.call().conversation == ["user: Hello", "assistant: Half", "user: Still there?"])
        _ = try await handle.readAll()
        _ = try await stores.settled(handle.stream)
        #expect(
          try await stores.messages().map(\.message.text) == ["Hello", "Half", "Still there?", "Yes"])
      }
    }
  }

  @Test(arguments: StoreKind.allCases)
  func `is done without when the log cannot be read`(kind: StoreKind) async throws {
    try await kind.withStores { stores in
      let (faulty, log) = stores.withFaultyLog()
      let provider = StepProvider(answering: "Yes")
      try await withEngine(on: faulty, provider, ownsStores: false, configuration: configuration) { engine in
        let left = try await left(on: stores)
        log.plan.set(.before(.unavailable), on: .record, times: 1)
        let handle = try await engine.start(.says("Still there?", id: "u2"))
        #expect(try await handle.readAll().text == "Yes")
        #expect(try await stores.record(left.stream).persistence == .pending)
      }
    }
  }
}
