import FoundationEssentials
public import HoldfastModel
import NIOHTTP1

/// A tool that is an endpoint on the web.
///
/// A call is a POST of `{call, tool, input, session, principal}` with the field `Idempotency-Key`, by which the tool
/// knows a repeat, and, where there is a secret, with a signature (RFC 9421, RFC 9530). What came of it:
///
/// | answer | |
/// | --- | --- |
/// | 2xx | done; the body is the output, text that is no JSON becomes a string |
/// | 4xx | failed: the tool must have done nothing |
/// | 3xx, 5xx, none in time, cut, unreadable, too large | unknown |
/// | nothing could be sent: no such name, no connection, an address that is not allowed | failed |
///
/// The address that undoes a call gets the same request. The one that tells a call's status gets it too and answers
/// `{status, output}`, the status being `executed`, `not_executed` or `unknown`.
///
/// Each request has a connection of its own to an address that was checked, which costs a handshake.
public struct HTTPTool: Tool {
  private let configuration: HTTPToolConfiguration
  private let endpoint: ToolEndpoint
  private let compensateEndpoint: ToolEndpoint?
  private let statusEndpoint: ToolEndpoint?
  private let surroundings: Surroundings

  /// Makes a tool.
  ///
  /// - Throws: ``HTTPToolError`` for an address that cannot be used, or none where there must be one.
  public init(_ configuration: HTTPToolConfiguration) throws(HTTPToolError) {
    try self.init(configuration, in: Surroundings())
  }

  /// Makes a tool with other surroundings than the system's.
  ///
  /// - Throws: ``HTTPToolError``, as the other one does.
  package init(_ configuration: HTTPToolConfiguration, in surroundings: Surroundings) throws(HTTPToolError) {
    self.configuration = configuration
    self.surroundings = surroundings
    endpoint = try Self.endpoint(configuration.url, .url)
    compensateEndpoint = try configuration.compensateURL.map { url throws(HTTPToolError) in
      try Self.endpoint(url, .compensateURL)
    }
    statusEndpoint = try configuration.statusURL.map { url throws(HTTPToolError) in
      try Self.endpoint(url, .statusURL)
    }
    if configuration.effect.isReversible, compensateEndpoint == nil {
      throw HTTPToolError(field: .compensateURL, message: "is missing for a tool that can be undone")
    }
  }

  private static func endpoint(
    _ url: String, _ field: HTTPToolError.Field
  ) throws(HTTPToolError) -> ToolEndpoint {
    guard let endpoint = ToolEndpoint(url) else {
      throw HTTPToolError(field: field, message: "is not an address of http or https")
    }
    return endpoint
  }

  /// What the model is told.
  public var definition: ToolDefinition { configuration.definition }
  /// What it does to the world outside.
  public var effect: ToolEffect { configuration.effect }
  /// Whether a person is asked before each call.
  public var needsApproval: Bool { configuration.needsApproval }
  /// How long each request may take.
  public var deadline: Duration { configuration.deadline }

  /// Posts a call.
  public func execute(_ call: ToolCall) async throws -> JSONValue {
    try await post(call, to: endpoint).output(hiding: secrets(of: endpoint))
  }

  /// Posts a call to the address that undoes it.
  public func compensate(_ call: ToolCall) async throws {
    guard let compensateEndpoint else { return }
    _ = try await post(call, to: compensateEndpoint).output(hiding: secrets(of: compensateEndpoint))
  }

  /// Posts a call to the address that tells its status.
  ///
  /// An answer that says nothing of the call, a refusal among them, is ``HoldfastModel/ToolStatus/unknown``.
  public func status(of call: ToolCall) async throws -> ToolStatus {
    guard let statusEndpoint else { return .unknown }
    do {
      let answer = try await post(call, to: statusEndpoint).output(hiding: secrets(of: statusEndpoint))
      switch answer["status"]?.stringValue {
      case "executed": return .executed(answer["output"] ?? .null)
      case "not_executed": return .notExecuted
      default: return .unknown
      }
    } catch is ToolError {
      return .unknown
    }
  }

  // MARK: Requests

  private func post(_ call: ToolCall, to endpoint: ToolEndpoint) async throws -> ToolAnswer {
    let body = Self.body(of: call)
    let exchange = ToolExchange(
      endpoint: endpoint, allowsPrivateAddresses: configuration.allowsPrivateAddresses,
      deadline: configuration.deadline, maximumBytes: configuration.maximumOutputBytes,
      resolver: surroundings.resolver, clock: surroundings.clock)
    return try await exchange.answer(to: body, headers: headers(call, body, endpoint))
  }

  private static func body(of call: ToolCall) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("call", call.id)
      writer.member("tool", call.tool)
      writer.member("input", call.input)
      writer.member("session", call.session.rawValue)
      writer.member("principal", call.principal.text)
    }
    return writer.bytes
  }

  private func headers(_ call: ToolCall, _ body: [UInt8], _ endpoint: ToolEndpoint) -> HTTPHeaders {
    let key = Self.fieldValue(call.key)
    var headers: HTTPHeaders = [
      "content-type": "application/json", "accept": "application/json", "user-agent": "holdfast",
      "idempotency-key": key,
    ]
    guard let secret = configuration.secret else { return headers }
    let signature = RequestSignature(
      targetURI: endpoint.text, contentDigest: ContentDigest.value(of: body), idempotencyKey: key,
      created: surroundings.now().milliseconds / 1000, nonce: surroundings.nonce(),
      keyID: configuration.definition.name)
    headers.add(name: "content-digest", value: signature.contentDigest)
    headers.add(name: "signature-input", value: signature.input)
    headers.add(name: "signature", value: signature.value(with: secret))
    return headers
  }

  /// A key as a field may have it; part of it is a provider's choice, so what may not stand there is escaped.
  private static func fieldValue(_ key: String) -> String {
    var value = ""
    for byte in key.utf8 {
      let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "%")
      let digits = String(byte, radix: 16, uppercase: true)
      value += isPlain ? String(Unicode.Scalar(byte)) : digits.count == 1 ? "%0\(digits)" : "%\(digits)"
    }
    return value
  }

  /// What a refusal must not tell the model.
  private func secrets(of endpoint: ToolEndpoint) -> [String] {
    [endpoint.host, configuration.secret?.value].compactMap(\.self)
  }
}
