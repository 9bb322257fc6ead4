public import AsyncHTTPClient
public import HoldfastModel
import NIOCore
import NIOHTTP1

/// Asks any provider that speaks the OpenAI Chat Completions API, as a stream.
///
/// The rules are those of the OpenAI API reference, "Chat", widened by what other providers are known to send. One call
/// is one request; nothing is tried again. When the caller is cancelled, the connection is closed.
public struct OpenAICompatibleProvider: ModelProvider {
  /// The most bytes of an answer with an error status that are read.
  static let maximumErrorBytes = 64 << 10

  /// How it reaches its provider.
  public let configuration: OpenAICompatibleConfiguration

  private let client: HTTPClient
  private let clock: any Clock<Duration>

  /// Makes a provider.
  ///
  /// - Parameters:
  ///   - configuration: How to reach it.
  ///   - client: Best made with ``OpenAICompatibleConfiguration/clientConfiguration``; the caller shuts it down.
  ///   - clock: Tells the timeouts.
  public init(
    configuration: OpenAICompatibleConfiguration, client: HTTPClient,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.configuration = configuration
    self.client = client
    self.clock = clock
  }

  /// The name from the configuration.
  public var name: String { configuration.name }
  /// The model from the configuration.
  public var model: String { configuration.model }

  /// Asks the model once.
  public func reply(
    to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    let redaction = Redaction(key: configuration.key, request: request)
    let exchange = HTTPExchange(
      client: client, request: try httpRequest(for: request), limits: configuration.limits, clock: clock)
    try await exchange.withAnswer { answer in
      let head = try await answer.head()
      guard head.isSuccess else { throw try await refusal(head, answer, redaction) }
      try await requireStream(head, answer, redaction)
      try await read(answer, redaction, onEvent: onEvent)
    }
  }

  private func httpRequest(for request: ModelRequest) throws -> HTTPClientRequest {
    let body = ChatCompletionRequest(
      model: configuration.model, includeUsage: configuration.includeUsage, request: request)
    guard !body.messages.isEmpty else {
      throw ProviderError(.refused, detail: "the conversation has nothing that can be sent")
    }
    var http = HTTPClientRequest(url: configuration.url)
    http.method = .POST
    http.headers.add(name: "content-type", value: "application/json")
    http.headers.add(name: "accept", value: "text/event-stream")
    http.headers.add(name: "user-agent", value: "holdfast")
    if let key = configuration.key { http.headers.add(name: "authorization", value: "Bearer \(key.value)") }
    http.body = .bytes(ByteBuffer(bytes: body.bytes))
    return http
  }

  private func refusal(
    _ head: AnswerHead, _ answer: HTTPAnswer, _ redaction: Redaction
  ) async throws -> ProviderError {
    let error = UpstreamError(body: try await answer.collect(upTo: Self.maximumErrorBytes))
    return ProviderError(
      status: head.status, error: error, retryAfter: head.retryAfter, redaction: redaction)
  }

  /// Some answer 200 with an error or a whole reply as JSON, or with a web page.
  ///
  /// Anything else is read as a stream: not every server that streams says so.
  private func requireStream(
    _ head: AnswerHead, _ answer: HTTPAnswer, _ redaction: Redaction
  ) async throws {
    switch head.mediaType {
    case "application/json":
      let body = try await answer.collect(upTo: Self.maximumErrorBytes)
      if let json = try? JSONParser.parse(body), let error = UpstreamError(event: json) {
        throw ProviderError(inBand: error, redaction: redaction)
      }
      throw ProviderError(.malformed, detail: "JSON where an event stream was due", status: head.status)
    case "text/html":
      throw ProviderError(.malformed, detail: "HTML where an event stream was due", status: head.status)
    default: break
    }
  }

  private func read(
    _ answer: HTTPAnswer, _ redaction: Redaction, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    var stream = ChatCompletionStream(
      maximumEventBytes: configuration.maximumEventBytes, redaction: redaction)
    while !stream.hasFinish {
      let bytes = try await answer.nextBytes()
      let events = bytes.map { stream.push($0.readableBytesView) } ?? stream.endBody()
      for event in events { try await onEvent(event) }
      if let failure = stream.failure { throw failure }
    }
    try await readEnding(of: &stream, answer, onEvent: onEvent)
    for event in stream.finish() { try await onEvent(event) }
    await answer.drain()
  }

  /// Reads on behind the model's own end, where usage may come; nothing that breaks there undoes the end.
  private func readEnding(
    of stream: inout ChatCompletionStream, _ answer: HTTPAnswer,
    onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    async let _: Void = answer.handover.giveUp(after: answer.limits.ending)
    while !stream.isDone {
      let bytes: ByteBuffer?
      do { bytes = try await answer.nextBytes() } catch is ProviderError { return }
      let events = bytes.map { stream.push($0.readableBytesView) } ?? stream.endBody()
      for event in events { try await onEvent(event) }
    }
  }
}
