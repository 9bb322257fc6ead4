public import AsyncHTTPClient
import NIOCore

/// How to reach a provider that speaks the OpenAI Chat Completions API.
public struct OpenAICompatibleConfiguration: Sendable, Hashable {
  /// What the provider is called in logs, status and metrics.
  public var name: String
  /// The address before `/chat/completions`, such as `https://api.openai.com/v1`; a query is kept.
  public var baseURL: String
  /// Sent as a bearer token; `nil` sends none, as for a model on the same machine.
  public var key: ProviderKey?
  /// The model that is asked for.
  public var model: String
  /// Whether usage is asked for with `stream_options` (default: true; false for servers that refuse the member).
  public var includeUsage: Bool

  /// The time for a connection, name look-up and TLS included, in ``clientConfiguration`` (default: 3 s).
  ///
  /// Too small, a distant provider is never reached; too large, a dead one holds up the next in line.
  public var connectTimeout: Duration
  /// The time from the start to the first byte of the body (default: 60 s).
  ///
  /// Too small, models that think before they speak are given up; too large, a user waits for nothing.
  public var firstByteTimeout: Duration
  /// The time between two pieces of the body; comments count as life (default: 60 s).
  ///
  /// Too small, a model that pauses is cut; too large, a dead connection is noticed late.
  public var idleTimeout: Duration
  /// The time for a whole reply, the reader's own slowness included (default: 2 h).
  public var totalTimeout: Duration
  /// The most bytes one event of the stream may take (default: 1 MiB).
  ///
  /// Too small, a tool call that comes whole is refused; it bounds the memory of one reply.
  public var maximumEventBytes: Int
  /// The most connections, and so replies, at one time, in ``clientConfiguration`` (default: 4096).
  ///
  /// A request above it waits for ``connectTimeout`` and then fails.
  public var maximumConnections: Int

  /// Makes a configuration.
  public init(
    name: String, baseURL: String, key: ProviderKey? = nil, model: String, includeUsage: Bool = true,
    connectTimeout: Duration = .seconds(3), firstByteTimeout: Duration = .seconds(60),
    idleTimeout: Duration = .seconds(60), totalTimeout: Duration = .seconds(2 * 60 * 60),
    maximumEventBytes: Int = 1 << 20, maximumConnections: Int = 4096
  ) {
    self.name = name
    self.baseURL = baseURL
    self.key = key
    self.model = model
    self.includeUsage = includeUsage
    self.connectTimeout = connectTimeout
    self.firstByteTimeout = firstByteTimeout
    self.idleTimeout = idleTimeout
    self.totalTimeout = totalTimeout
    self.maximumEventBytes = maximumEventBytes
    self.maximumConnections = maximumConnections
  }

  /// The configuration of an HTTP client that suits such a provider.
  ///
  /// HTTP/1.1: each reply has its own connection, so that one that breaks cuts one reply, and a slow reader holds up
  /// no other. No redirects: they would carry the key elsewhere. No second try of a connection: trying again, or
  /// elsewhere, is the caller's decision. The client's own default of 8 connections for each host would make the
  /// ninth reply wait.
  public var clientConfiguration: HTTPClient.Configuration {
    var configuration = HTTPClient.Configuration(
      redirectConfiguration: .disallow,
      timeout: HTTPClient.Configuration.Timeout(connect: TimeAmount(connectTimeout)))
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = maximumConnections
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.httpVersion = .http1Only
    return configuration
  }

  /// The address of the one route that is used.
  var url: String {
    let parts = baseURL.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var path = parts.first ?? ""
    while path.hasSuffix("/") { path.removeLast() }
    return parts.count == 2 ? "\(path)/chat/completions?\(parts[1])" : "\(path)/chat/completions"
  }

  var limits: AnswerLimits {
    AnswerLimits(firstByte: firstByteTimeout, idle: idleTimeout, total: totalTimeout)
  }
}
