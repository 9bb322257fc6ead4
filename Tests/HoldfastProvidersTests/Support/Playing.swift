import AsyncHTTPClient
import HoldfastModel
import HoldfastProviders

/// What came of a call of a provider.
struct Outcome: Sendable {
  var events: [ProviderEvent] = []
  var error: (any Error)?

  /// The error as a provider's.
  var failure: ProviderError? { error as? ProviderError }
}

extension ModelProvider {
  /// Asks once and collects what comes.
  func outcome(
    of request: ModelRequest = .hello, onEvent: (ProviderEvent) async throws -> Void = { _ in }
  ) async -> Outcome {
    var outcome = Outcome()
    do {
      try await reply(to: request) { event in
        outcome.events.append(event)
        try await onEvent(event)
      }
    } catch {
      outcome.error = error
    }
    return outcome
  }
}

extension ModelRequest {
  static let hello = ModelRequest(messages: [.user("Hello")])
}

extension UIMessage {
  static func user(_ text: String) -> UIMessage { user([.text(text)]) }
  static func user(_ parts: [MessagePart]) -> UIMessage { make(.user, parts) }
  static func assistant(_ parts: [MessagePart]) -> UIMessage { make(.assistant, parts) }

  private static func make(_ role: Role, _ parts: [MessagePart]) -> UIMessage {
    UIMessage(id: MessageID(rawValue: "m1"), role: role, parts: parts)
  }
}

extension MessagePart {
  /// A part from JSON text.
  static func json(_ text: String) throws -> MessagePart {
    let object = try JSONParser.parse(text).objectValue ?? JSONObject()
    guard let part = MessagePart(json: object) else { throw Unexpected("no part: \(text)") }
    return part
  }
}

/// Something that a test did not foresee.
struct Unexpected: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// Runs an upstream and a provider that asks it.
func withProvider<Value>(
  _ acts: [[UpstreamAct]], clock: any Clock<Duration> = ContinuousClock(),
  configure: (inout OpenAICompatibleConfiguration) -> Void = { _ in },
  _ body: (OpenAICompatibleProvider, TestUpstream) async throws -> Value
) async throws -> Value {
  try await TestUpstream.with(acts) { upstream in
    var configuration = OpenAICompatibleConfiguration(
      name: "test", baseURL: upstream.baseURL, key: ProviderKey("test-key-0123456789"), model: "model-1")
    configure(&configuration)
    return try await withClient(configuration.clientConfiguration) { client in
      try await body(
        OpenAICompatibleProvider(configuration: configuration, client: client, clock: clock, now: testNow),
        upstream)
    }
  }
}

/// Runs an upstream and a provider that asks it for messages.
func withAnthropic<Value>(
  _ acts: [[UpstreamAct]], clock: any Clock<Duration> = ContinuousClock(),
  configure: (inout AnthropicConfiguration) -> Void = { _ in },
  _ body: (AnthropicProvider, TestUpstream) async throws -> Value
) async throws -> Value {
  try await TestUpstream.with(acts) { upstream in
    var configuration = AnthropicConfiguration(
      name: "test", baseURL: upstream.baseURL, key: ProviderKey("test-key-0123456789"), model: "claude-1")
    configure(&configuration)
    return try await withClient(configuration.clientConfiguration) { client in
      try await body(
        AnthropicProvider(configuration: configuration, client: client, clock: clock, now: testNow), upstream)
    }
  }
}

/// The time at which the providers of tests take dates in headers: 2026-01-02T03:04:05Z.
let testNow: @Sendable () -> Timestamp = { Timestamp(milliseconds: 1_767_323_045_000) }

/// Lends a client and shuts it down.
func withClient<Value>(
  _ configuration: HTTPClient.Configuration, _ body: (HTTPClient) async throws -> Value
) async throws -> Value {
  let client = HTTPClient(
    eventLoopGroup: HTTPClient.defaultEventLoopGroup, configuration: configuration)
  do {
    let value = try await body(client)
    try await client.shutdown()
    return value
  } catch {
    try await client.shutdown()
    throw error
  }
}

/// Plays acts for one request.
func play(
  _ acts: [UpstreamAct], request: ModelRequest = .hello,
  configure: (inout OpenAICompatibleConfiguration) -> Void = { _ in }
) async throws -> Outcome {
  try await withProvider([acts], configure: configure) { provider, _ in await provider.outcome(of: request) }
}

/// Plays acts for one request for a message.
func playMessage(
  _ acts: [UpstreamAct], request: ModelRequest = .hello,
  configure: (inout AnthropicConfiguration) -> Void = { _ in }
) async throws -> Outcome {
  try await withAnthropic([acts], configure: configure) { provider, _ in await provider.outcome(of: request) }
}
