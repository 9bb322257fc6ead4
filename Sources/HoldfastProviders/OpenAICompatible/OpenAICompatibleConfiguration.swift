public import AsyncHTTPClient
public import HoldfastModel

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
  /// Whether usage is asked for with `stream_options` (default: true; false where that is refused).
  public var includeUsage: Bool
  /// How the model is asked to go on with a reply (default: by the user's words, which any server takes).
  public var continuation: ContinuationMode
  /// How a reply is handed over that the model goes on writing itself (default: ``Prefill/plain``).
  public var prefill: Prefill
  /// The members of a delta that may hold reasoning; the first that has text counts.
  ///
  /// Default: `reasoning_content` (DeepSeek, Alibaba, xAI, llama.cpp), then `reasoning` (OpenRouter, Groq,
  /// vLLM).
  public var reasoningFields: [String]
  /// The member that bounds what the model writes, when a request does (default: ``TokenLimit/maxTokens``).
  ///
  /// The default fails with an error where it is wrong; the other one fails in silence, without a bound.
  public var tokenLimit: TokenLimit

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
    continuation: ContinuationMode = .userContinue, prefill: Prefill = .plain,
    reasoningFields: [String] = ["reasoning_content", "reasoning"], tokenLimit: TokenLimit = .maxTokens,
    connectTimeout: Duration = .seconds(3), firstByteTimeout: Duration = .seconds(60),
    idleTimeout: Duration = .seconds(60), totalTimeout: Duration = .seconds(2 * 60 * 60),
    maximumEventBytes: Int = 1 << 20, maximumConnections: Int = 4096
  ) {
    self.name = name
    self.baseURL = baseURL
    self.key = key
    self.model = model
    self.includeUsage = includeUsage
    self.continuation = continuation
    self.prefill = prefill
    self.reasoningFields = reasoningFields
    self.tokenLimit = tokenLimit
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
  var url: String { RouteURL(base: baseURL, route: "chat/completions").text }

  var limits: AnswerLimits {
    AnswerLimits(firstByte: firstByteTimeout, idle: idleTimeout, total: totalTimeout)
  }
}
