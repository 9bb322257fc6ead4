import AsyncHTTPClient
import Holdfast
import HoldfastEngine
import HoldfastModel
import HoldfastProviders
import HoldfastTesting

/// The targets of an agent in these tests: models of a scripted upstream, asked over HTTP.
struct Chain: Sendable {
  let upstream: ScriptedUpstream
  let format: UpstreamFormat
  /// How models are asked to go on.
  var mode = ContinuationMode.userContinue

  /// One client for all providers; a connection for each reply.
  private static let client = client(connectTimeout: .seconds(10))
  /// One that soon gives up where nobody answers.
  private static let hurriedClient = client(connectTimeout: .milliseconds(500))

  private static func client(connectTimeout: Duration) -> HTTPClient {
    HTTPClient(
      eventLoopGroupProvider: .singleton,
      configuration: OpenAICompatibleConfiguration(
        name: "openai", baseURL: "", model: "", connectTimeout: connectTimeout
      ).clientConfiguration)
  }

  /// A target that asks a model.
  ///
  /// - Parameters:
  ///   - rank: Its place in the chain.
  ///   - isHanging: Whether nobody answers where it is asked.
  ///   - firstChunk: How long it may take to its first content; `nil` for the server's time.
  ///   - betweenChunks: How long it may pause; `nil` for the server's time.
  func target(
    _ model: String, rank: Int = 0, isHanging: Bool = false, firstChunk: Duration? = nil,
    betweenChunks: Duration? = nil
  ) -> Target {
    let url = isHanging ? upstream.hangingURL : upstream.baseURL
    let client = isHanging ? Self.hurriedClient : Self.client
    let provider: any ModelProvider =
      switch format {
      case .openAI:
        OpenAICompatibleProvider(
          configuration: OpenAICompatibleConfiguration(
            name: format.rawValue, baseURL: url, model: model, continuation: mode),
          client: client)
      case .anthropic:
        AnthropicProvider(
          configuration: AnthropicConfiguration(
            name: format.rawValue, baseURL: url, model: model, continuation: mode),
          client: client)
      }
    return Target(
      id: "\(format.rawValue)/\(model)", provider: provider, rank: rank, firstChunkTimeout: firstChunk,
      betweenChunksTimeout: betweenChunks)
  }

  /// Runs a server with one agent of some targets, for as long as the body takes.
  ///
  /// It makes three attempts, and waits little between them. Its times are long: where silence is what a test is about,
  /// the target says how long it may last.
  static func serve<Value: Sendable>(
    _ targets: [Target], stores: TestStores = .memory(), agent: (inout Agent) -> Void = { _ in },
    configure: (inout HoldfastConfiguration) -> Void = { _ in },
    _ body: @escaping @Sendable (TestServer) async throws -> Value
  ) async throws -> Value {
    var made = Agent(targets: targets)
    agent(&made)
    return try await TestServer.with(
      agents: [made], stores: stores,
      configure: { configuration in
        configuration.attempts.maximum = 3
        configuration.attempts.retryBase = .milliseconds(10)
        configuration.attempts.retryMaximum = .milliseconds(40)
        configuration.engine.watchInterval = .milliseconds(20)
        configuration.engine.firstChunkTimeout = .seconds(30)
        configuration.engine.betweenChunksTimeout = .seconds(30)
        configure(&configuration)
      }, body)
  }
}
