public import AsyncHTTPClient
public import HoldfastModel
import NIOHTTP1

/// Asks a provider that speaks the Anthropic Messages API, as a stream.
///
/// The rules are those of the Claude API documentation, "Messages" and "Streaming messages". One call is one
/// request; nothing is tried again. When the caller is cancelled, the connection is closed.
public struct AnthropicProvider: ModelProvider {
  /// How it reaches its provider.
  public let configuration: AnthropicConfiguration

  private let client: HTTPClient
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Timestamp

  /// Makes a provider.
  ///
  /// - Parameters:
  ///   - configuration: How to reach it.
  ///   - client: Best made with ``AnthropicConfiguration/clientConfiguration``; the caller shuts it down.
  ///   - clock: Tells the timeouts.
  ///   - now: Tells what dates in the headers of errors are counted from.
  public init(
    configuration: AnthropicConfiguration, client: HTTPClient,
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
      MessagesDecoder(redaction: redaction), start: ReplyStart(without: repetition(in: request)),
      maximumEventBytes: configuration.maximumEventBytes)
    try await ReplyExchange(exchange: exchange, redaction: redaction, now: now)
      .perform(reading: stream, onEvent: onEvent)
  }

  private func httpRequest(for request: ModelRequest) throws(ProviderError) -> HTTPClientRequest {
    let body = try MessagesRequest(request, configuration: configuration)
    var http = HTTPClientRequest(streamingFrom: configuration.url, body: body.bytes)
    http.headers.add(name: "anthropic-version", value: configuration.version)
    if let key = configuration.key { http.headers.add(name: "x-api-key", value: key.value) }
    return http
  }

  /// A reply that is prefilled goes out without the white space at its end, see ``MessagesBuilder``.
  private func repetition(in request: ModelRequest) -> (any Repetition)? {
    guard let continuing = request.continuing, continuing.mode == .prefill else { return nil }
    return RepeatedSpace(behind: continuing.text)
  }
}
