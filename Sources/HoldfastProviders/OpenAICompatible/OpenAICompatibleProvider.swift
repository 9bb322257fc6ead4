public import AsyncHTTPClient
public import HoldfastModel
import NIOHTTP1

/// Asks any provider that speaks the OpenAI Chat Completions API, as a stream.
///
/// The rules are those of the OpenAI API reference, "Chat", widened by what other providers are known to send. One call
/// is one request; nothing is tried again. When the caller is cancelled, the connection is closed.
public struct OpenAICompatibleProvider: ModelProvider {
  /// How it reaches its provider.
  public let configuration: OpenAICompatibleConfiguration

  private let client: HTTPClient
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Timestamp

  /// Makes a provider.
  ///
  /// - Parameters:
  ///   - configuration: How to reach it.
  ///   - client: Best made with ``OpenAICompatibleConfiguration/clientConfiguration``; the caller shuts it down.
  ///   - clock: Tells the timeouts.
  ///   - now: Tells what dates in the headers of errors are counted from.
  public init(
    configuration: OpenAICompatibleConfiguration, client: HTTPClient,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Timestamp = WallClock.system
  ) {
    self.configuration = configuration
    self.client = client
    self.clock = clock
    self.now = now
  }

  /// The name from the configuration.
  public var name: String { configuration.name }
  /// The model from the configuration.
  public var model: String { configuration.model }
  /// The mode from the configuration.
  public var continuation: ContinuationMode { configuration.continuation }

  /// Asks the model once.
  public func reply(
    to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    let redaction = Redaction(key: configuration.key, request: request)
    let exchange = HTTPExchange(
      client: client, request: try httpRequest(for: request), limits: configuration.limits, clock: clock)
    let stream = ReplyStream(
      ChatCompletionDecoder(redaction: redaction, reasoningFields: configuration.reasoningFields),
      start: ReplyStart(without: repetition(in: request)), maximumEventBytes: configuration.maximumEventBytes)
    try await ReplyExchange(exchange: exchange, redaction: redaction, now: now)
      .perform(reading: stream, onEvent: onEvent)
  }

  private func httpRequest(for request: ModelRequest) throws(ProviderError) -> HTTPClientRequest {
    let body = try ChatCompletionRequest(request, configuration: configuration)
    var http = HTTPClientRequest(streamingFrom: configuration.url, body: body.bytes)
    if let key = configuration.key { http.headers.add(name: "authorization", value: "Bearer \(key.value)") }
    return http
  }

  private func repetition(in request: ModelRequest) -> (any Repetition)? {
    guard let continuing = request.continuing, continuing.mode == .prefill else { return nil }
    return RepeatedReply(of: continuing.text)
  }
}
