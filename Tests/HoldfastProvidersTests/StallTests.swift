import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct StallTests {
  private static let hello = UpstreamAct.body(UpstreamAct.events([chunk(#"{"content":"Hello"}"#)]))

  @Test func `no answer is a stall`() async throws {
    try await withProvider([[.awaitClose]], configure: { $0.firstByteTimeout = .milliseconds(50) }) {
      provider, upstream in
      let outcome = await provider.outcome()
      #expect(outcome.failure?.kind == .stall)
      #expect(outcome.failure?.detail == "no byte of an answer within 0.05 seconds")
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
    let acts: [UpstreamAct] = [.head(), Self.hello, .gate, .body(UpstreamAct.events([stop, done])), .end]
    try await withProvider([acts], configure: { $0.idleTimeout = .milliseconds(50) }) { provider, upstream in
      let outcome = await provider.outcome { event in
        guard event == .textDelta("Hello") else { return }
        try await Task.sleep(for: .milliseconds(150))
        upstream.open()
      }
      #expect(outcome.events == [.textDelta("Hello"), .finish(.stop)])
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
