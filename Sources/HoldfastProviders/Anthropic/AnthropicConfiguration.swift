public import AsyncHTTPClient
public import HoldfastModel

/// How to reach a provider that speaks the Anthropic Messages API.
public struct AnthropicConfiguration: Sendable, Hashable {
  /// What the provider is called in logs, status and metrics.
  public var name: String
  /// The address before `/messages` (default: `https://api.anthropic.com/v1`); a query is kept.
  public var baseURL: String
  /// Sent as `x-api-key`; `nil` sends none, as to a gateway that has its own.
  public var key: ProviderKey?
  /// The model that is asked for.
  public var model: String
  /// The version of the API, sent as `anthropic-version` (default: `2023-06-01`).
  public var version: String
  /// The most tokens that the model may write when a request names no number (default: 4096).
  ///
  /// The API wants one. Too small, long replies end with finish reason `length`; too large, models with less
  /// refuse the request.
  public var maximumOutputTokens: Int
  /// How the model is asked to go on with a reply (default: ``HoldfastModel/ContinuationMode/prefill``).
  ///
  /// Models from Claude Opus 4.6 and Sonnet 4.6 on refuse to be prefilled, with status 400: they want
  /// ``HoldfastModel/ContinuationMode/userContinue``.
  public var continuation: ContinuationMode

  /// The time for a connection, name look-up and TLS included, in ``clientConfiguration`` (default: 3 s).
  public var connectTimeout: Duration
  /// The time from the start to the first byte of the body (default: 60 s).
  public var firstByteTimeout: Duration
  /// The time between two pieces of the body; pings count as life (default: 60 s).
  public var idleTimeout: Duration
  /// The time for a whole reply, the reader's own slowness included (default: 2 h).
  public var totalTimeout: Duration
  /// The most bytes one event of the stream may take (default: 1 MiB).
  public var maximumEventBytes: Int
  /// The most connections, and so replies, at one time, in ``clientConfiguration`` (default: 4096).
  public var maximumConnections: Int

  /// Makes a configuration.
  public init(
    name: String, baseURL: String = "https://api.anthropic.com/v1", key: ProviderKey? = nil, model: String,
    version: String = "2023-06-01", maximumOutputTokens: Int = 4096,
    continuation: ContinuationMode = .prefill,
    connectTimeout: Duration = .seconds(3), firstByteTimeout: Duration = .seconds(60),
    idleTimeout: Duration = .seconds(60), totalTimeout: Duration = .seconds(2 * 60 * 60),
    maximumEventBytes: Int = 1 << 20, maximumConnections: Int = 4096
  ) {
    self.name = name
    self.baseURL = baseURL
    self.key = key
    self.model = model
    self.version = version
    self.maximumOutputTokens = maximumOutputTokens
    self.continuation = continuation
    self.connectTimeout = connectTimeout
    self.firstByteTimeout = firstByteTimeout
    self.idleTimeout = idleTimeout
    self.totalTimeout = totalTimeout
    self.maximumEventBytes = maximumEventBytes
    self.maximumConnections = maximumConnections
  }

  /// The configuration of an HTTP client that suits such a provider: HTTP/1.1, no redirects, no second tries.
  public var clientConfiguration: HTTPClient.Configuration {
    ProviderClient(connectTimeout: connectTimeout, maximumConnections: maximumConnections).configuration
  }

  /// The address of the one route that is used.
  var url: String { RouteURL(base: baseURL, route: "messages").text }

  var limits: AnswerLimits {
    AnswerLimits(firstByte: firstByteTimeout, idle: idleTimeout, total: totalTimeout)
  }
}
