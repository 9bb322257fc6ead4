import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct BackPressureTests {
  private struct Enough: Error {}

  @Test func `a reader that is busy stops the upstream`() async throws {
    // More than the buffers of both sockets ever take.
    let text = String(repeating: "x", count: 512 << 10)
    let piece = UpstreamAct.body(UpstreamAct.events([chunk(#"{"content":"\#(text)"}"#)]))
    let pieces = 256
    let acts = [UpstreamAct.head()] + [UpstreamAct](repeating: piece, count: pieces) + [.awaitClose]
    try await withProvider([acts]) { provider, upstream in
      let outcome = await provider.outcome { _ in
        var before = -1
        while upstream.actCount != before {
          before = upstream.actCount
          try await Task.sleep(for: .milliseconds(100))
        }
        throw Enough()
      }
      #expect(outcome.events.count == 1)
      #expect(outcome.error is Enough)
      #expect(upstream.actCount < pieces)
    }
  }
}
