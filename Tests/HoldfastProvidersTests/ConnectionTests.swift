import HoldfastModel
import HoldfastProviders
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
  private struct Stopped: Error {}

  private static let hello = UpstreamAct.body(UpstreamAct.events([chunk(#"{"content":"Hello"}"#)]))

  @Test func `a cancelled call closes the connection and throws the cancellation`() async throws {
    try await withProvider([[.head(), Self.hello, .awaitClose]]) { provider, upstream in
      let events = Signal<ProviderEvent>()
      let call = Task { try await provider.reply(to: .hello) { events.send($0) } }
      #expect(await events.wait() == .textDelta("Hello"))
      call.cancel()
      await #expect(throws: CancellationError.self) { try await call.value }
      await upstream.sawClose()
    }
  }

  @Test func `a call that is cancelled before an answer closes the connection`() async throws {
    try await withProvider([[.awaitClose]]) { provider, upstream in
      let call = Task { try await provider.reply(to: .hello) { _ in } }
      while upstream.requests.isEmpty { await Task.yield() }
      call.cancel()
      await #expect(throws: CancellationError.self) { try await call.value }
      await upstream.sawClose()
    }
  }

  @Test func `what the reader of events throws comes back as it is and closes the connection`() async throws {
    try await withProvider([[.head(), Self.hello, .awaitClose]]) { provider, upstream in
      let outcome = await provider.outcome { _ in throw Stopped() }
      #expect(outcome.error is Stopped)
      await upstream.sawClose()
    }
  }

  @Test func `an error of the provider's kind from the reader of events comes back behind the finish too`()
    async throws
  {
    let thrown = ProviderError(.server, detail: "the reader's own")
    let lines = [stop, #"{"choices":[],"usage":{"prompt_tokens":1}}"#, done]
    try await withProvider([UpstreamAct.stream(lines)]) { provider, _ in
      let outcome = await provider.outcome { event in if case .usage = event { throw thrown } }
      #expect(outcome.failure == thrown)
    }
  }

  @Test func `a connection is used again when the body has ended`() async throws {
    try await withProvider([UpstreamAct.stream([stop, done])]) { provider, upstream in
      for _ in 0..<3 { #expect(await provider.outcome().events == [.finish(.stop)]) }
      #expect(upstream.requests.count == 3)
      #expect(upstream.connectionCount == 1)
    }
  }

  @Test func `replies do not wait for each other`() async throws {
    try await withProvider([[.head(), Self.hello, .awaitClose]]) { provider, upstream in
      let events = Signal<ProviderEvent>()
      let calls = (0..<20).map { _ in
        Task { try await provider.reply(to: .hello) { events.send($0) } }
      }
      for _ in calls { #expect(await events.wait() == .textDelta("Hello")) }
      for call in calls { call.cancel() }
      for _ in calls { await upstream.sawClose() }
    }
  }

  @Test func `a reset within the answer is a cut`() async throws {
    try await withProvider([[.head(), Self.hello, .gate, .reset]]) { provider, upstream in
      let outcome = await provider.outcome { _ in upstream.open() }
      #expect(outcome.events == [.textDelta("Hello")])
      #expect(outcome.failure?.kind == .cut)
    }
  }

  @Test func `a reset behind the finish undoes nothing`() async throws {
    let lines = [stop, #"{"choices":[],"usage":{"prompt_tokens":1}}"#]
    let acts: [UpstreamAct] = [.head(), .body(UpstreamAct.events(lines)), .gate, .reset]
    try await withProvider([acts]) { provider, upstream in
      let outcome = await provider.outcome { event in if case .usage = event { upstream.open() } }
      #expect(outcome.events == [.usage(Usage(inputTokens: 1)), .finish(.stop)])
      #expect(outcome.error == nil)
    }
  }

  @Test func `a connection that closes or breaks before an answer is a fault of transport`() async throws {
    for acts: [UpstreamAct] in [[.close], [.reset], [.send("HTTP/1.1 200 OK\r\ncontent-ty"), .close]] {
      #expect(try await play(acts).failure?.kind == .transport)
    }
  }

  @Test func `nobody listening is a fault of transport, told at once`() async throws {
    // A port that was free a moment ago.
    let baseURL = try await TestUpstream.with([[.close]]) { $0.baseURL }
    let configuration = OpenAICompatibleConfiguration(name: "none", baseURL: baseURL, model: "m")
    try await withClient(configuration.clientConfiguration) { client in
      let provider = OpenAICompatibleProvider(configuration: configuration, client: client)
      #expect(await provider.outcome().failure?.kind == .transport)
    }
  }

  @Test func `what is no HTTP is malformed`() async throws {
    #expect(try await play([.send("SSH-2.0-OpenSSH_9.6\r\n\r\n"), .awaitClose]).failure?.kind == .malformed)
  }

  @Test func `addresses that cannot be asked are faults of configuration`() async throws {
    for baseURL in ["", "ftp://127.0.0.1", "http://", "not an address"] {
      let outcome = try await play([.close]) { $0.baseURL = baseURL }
      #expect(outcome.failure?.kind == .configuration, "\(baseURL): \(String(describing: outcome.error))")
    }
    let injected = try await play([.close]) { $0.key = ProviderKey("a\r\nx: y") }
    #expect(injected.failure?.kind == .configuration)
    #expect(injected.failure?.description.contains("x: y") == false)
  }
}
