import HTTPTypes
import Holdfast
import HoldfastModel
import HoldfastProviders
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `A reader is shown things at once` {
  /// Buffering anywhere on the way would show here.
  ///
  /// Tried again, as the machine may be busy with other tests.
  @Test(arguments: StoreKind.allCases)
  func `a token before a pause of 3 s comes at least 2 s before its end`(kind: StoreKind) async throws {
    try await TestStores.with(kind) { stores in
      let provider = PausingProvider(pause: .seconds(3))
      try await TestServer.with(provider, stores: stores) { server in
        let visitor = server.visitor()
        var margins: [Duration] = []
        repeat {
          let session = "s\(margins.count)"
          var reply = try await visitor.begin(session: session)
          _ = try await reply.read(until: "Before")
          var resumed = try await visitor.open("GET", "/api/chat/\(session)/stream")
          _ = try await resumed.read(until: "Before")
          let seen = ContinuousClock.now
          _ = try await reply.read(until: "After")
          _ = try await resumed.read(until: "After")
          margins.append(try await provider.ended() - seen)
          _ = try await reply.readToEnd()
          _ = try await resumed.readToEnd()
        } while margins.allSatisfy { $0 < .seconds(2) } && margins.count < 5
        #expect(margins.contains { $0 >= .seconds(2) }, "\(margins)")
      }
    }
  }

  /// The pause lasts until the token was read, however long that takes: whatever keeps the token back, from the
  /// provider's connection to the reader's, keeps the test for ever.
  @Test(arguments: StoreKind.allCases)
  func `a token before a pause of a provider's connection comes before its end`(kind: StoreKind) async throws
  {
    let pauses = Signal<Void>()
    let router = Router()
    router.post("/v1/chat/completions") { _, _ in
      Response(
        status: .ok, headers: [.contentType: "text/event-stream"],
        body: ResponseBody { writer in
          try await writer.write(Self.event(#"{"role":"assistant","content":"Before"}"#))
          try await pauses.wait()
          try await writer.write(Self.event(#"{"content":"After"}"#))
          try await pauses.wait()
          try await writer.write(Self.event("{}", finish: #""stop""#))
          try await writer.write(ByteBuffer(string: "data: [DONE]\n\n"))
          try await writer.finish(nil)
        })
    }
    let upstream = Application(
      router: router, logger: Logger(label: "upstream") { _ in SwiftLogNoOpLogHandler() })
    try await upstream.test(.live) { upstream in
      let configuration = OpenAICompatibleConfiguration(
        name: "pausing", baseURL: "http://localhost:\(upstream.port ?? 0)/v1", model: "pausing-1")
      let provider = OpenAICompatibleProvider(configuration: configuration, client: TestServer.client)
      try await TestStores.with(kind) { stores in
        try await TestServer.with(provider, stores: stores) { server in
          let visitor = server.visitor()
          var reply = try await visitor.begin()
          var resumed = try await visitor.open("GET", "/api/chat/s1/stream")
          for text in ["Before", "After"] {
            _ = try await reply.read(until: text)
            _ = try await resumed.read(until: text)
            pauses.send()
          }
          #expect(try await reply.readToEnd().replyText == "BeforeAfter")
          #expect(try await resumed.readToEnd().types.last == "finish")
        }
      }
    }
  }

  private static func event(_ delta: String, finish: String = "null") -> ByteBuffer {
    ByteBuffer(
      string: #"data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"pausing-1","#
        + #""choices":[{"index":0,"delta":\#(delta),"finish_reason":\#(finish)}]}"# + "\n\n")
  }

  private struct PausingProvider: ModelProvider {
    let name = "pausing"
    let model = "pausing-1"
    let pause: Duration
    private let ends = Signal<ContinuousClock.Instant>()

    init(pause: Duration) { self.pause = pause }

    func ended() async throws -> ContinuousClock.Instant { try await ends.wait() }

    func reply(to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void) async throws {
      try await onEvent(.textDelta("Before"))
      try await Task.sleep(for: pause)
      ends.send(ContinuousClock.now)
      try await onEvent(.textDelta("After"))
      try await onEvent(.finish(.stop))
    }
  }

  @Test func `signs of life while nothing comes`() async throws {
    let provider = TestProvider([.text("Before"), .hold, .text("After"), .stop])
    try await TestServer.with(provider, configure: { $0.engine.heartbeatInterval = .milliseconds(100) }) {
      server in
      let visitor = server.visitor()
      let started = ContinuousClock.now
      var reply = try await visitor.begin()
      _ = try await reply.read(until: "Before")
      for _ in 0..<3 { _ = try await reply.read(until: "keep") }
      let elapsed = ContinuousClock.now - started
      #expect(elapsed > .milliseconds(150))
      #expect(elapsed < .seconds(15))
      provider.resume()
      let answer = try await reply.readToEnd()
      #expect(answer.text.contains(": keep\n"))
      #expect(answer.blocks.compactMap(\.retry) == ["1000"])
      // They are of this connection only.
      #expect(try await visitor.ask().lines == answer.lines)
      #expect(try await !visitor.ask().text.contains(": keep"))
    }
  }

  @Test func `the wait before coming back is the configured one`() async throws {
    try await TestServer.with(configure: { $0.http.retry = .milliseconds(2500) }) { server in
      let answer = try await server.visitor().ask()
      #expect(answer.blocks.compactMap(\.retry) == ["2500"])
    }
  }
}
