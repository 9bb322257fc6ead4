import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct StallTests {
  private static let hello = UpstreamAct.body(UpstreamAct.events([chunk(#"{"content":"Hello"}"#)]))

  @Test func `no answer is a stall`() async throws {
    let clock = ManualClock()
    try await withProvider([[.awaitClose]], clock: clock) { provider, upstream in
      async let outcome = provider.outcome()
      while upstream.requests.isEmpty { await Task.yield() }
      clock.advance(by: provider.configuration.firstByteTimeout)
      #expect(
        await outcome.failure == ProviderError(.stall, detail: "no byte of an answer within 60.0 seconds"))
      await upstream.sawClose()
    }
  }

  @Test func `a head alone is no answer`() async throws {
    let outcome = try await play([.head(), .awaitClose]) { $0.firstByteTimeout = .milliseconds(50) }
    #expect(outcome.failure?.kind == .stall)
    #expect(outcome.events.isEmpty)
  }

  @Test func `silence within the answer is a stall`() async throws {
    try await withProvider(
      [[.head(), Self.hello, .awaitClose]], configure: { $0.idleTimeout = .milliseconds(50) }
    ) {
      provider, upstream in
      let outcome = await provider.outcome()
      #expect(outcome.events == [.textDelta("Hello")])
      #expect(outcome.failure?.kind == .stall)
      await upstream.sawClose()
    }
  }

  @Test func `the time of a slow reader does not count`() async throws {
    let clock = ManualClock()
    let acts: [UpstreamAct] = [.head(), Self.hello, .gate, .body(UpstreamAct.events([stop, done])), .end]
    try await withProvider([acts], clock: clock) { provider, upstream in
      let outcome = await provider.outcome { event in
        guard event == .textDelta("Hello") else { return }
        clock.advance(by: provider.configuration.idleTimeout * 10)
        upstream.open()
      }
      #expect(outcome.events == [.textDelta("Hello"), .finish(.stop)])
      #expect(outcome.error == nil)
    }
  }

  @Test func `waits that are each short enough may add up`() async throws {
    let clock = ManualClock()
    let piece = [UpstreamAct.gate, Self.hello]
    let acts =
      [.head(), Self.hello] + piece + piece + piece + [.gate, .body(UpstreamAct.events([stop, done])), .end]
    try await withProvider([acts], clock: clock) { provider, upstream in
      let step = provider.configuration.idleTimeout * 0.9
      let outcome = await provider.outcome { event in
        clock.advance(by: step)
        upstream.open()
      }
      #expect(outcome.events.count == 5)
      #expect(outcome.error == nil)
    }
  }

  @Test func `a reply has an end in any case`() async throws {
    let comments = [UpstreamAct](repeating: .body(": keep\n"), count: 20)
    let outcome = try await play([.head()] + comments + [.awaitClose]) {
      $0.totalTimeout = .milliseconds(100)
    }
    #expect(outcome.failure?.kind == .stall)
  }

  @Test func `an error whose body never ends is told by its status`() async throws {
    let acts: [UpstreamAct] = [.head(503, type: "application/json"), .body("{"), .awaitClose]
    let outcome = try await play(acts) { $0.idleTimeout = .milliseconds(50) }
    #expect(outcome.failure?.kind == .server)
    #expect(outcome.failure?.status == 503)
  }

  @Test func `a connection that never closes behind [DONE] does not hold up the reply`() async throws {
    try await withProvider([[.head(), .body(UpstreamAct.events([stop, done])), .awaitClose]]) {
      provider, upstream in
      #expect(await provider.outcome().error == nil)
      await upstream.sawClose()
    }
  }
}
