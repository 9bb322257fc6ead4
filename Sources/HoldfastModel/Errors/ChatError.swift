/// The one error shape: the body of every answer that is no success, and the text of every error part.
///
/// `message` is for the user; `detail` (`error` on the wire) is for the developer and holds no secret, prompt or
/// model text.
public struct ChatError: Error, Sendable, Hashable {
  /// The broad kind, each with its usual status.
  ///
  /// The names are those of the first system.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case network = "NETWORK"
    case timeout = "TIMEOUT"
    case rateLimit = "RATE_LIMIT"
    case botDetection = "BOT_DETECTION"
    case securityBlocked = "SECURITY_BLOCKED"
    case authentication = "AUTHENTICATION"
    case modelAccessDenied = "MODEL_ACCESS_DENIED"
    case usageLimitExceeded = "USAGE_LIMIT_EXCEEDED"
    case modelUnavailable = "MODEL_UNAVAILABLE"
    case invalidModel = "INVALID_MODEL"
    case invalidRequest = "INVALID_REQUEST"
    case payloadTooLarge = "PAYLOAD_TOO_LARGE"
    case serverError = "SERVER_ERROR"
    case serviceUnavailable = "SERVICE_UNAVAILABLE"
    case unknown = "UNKNOWN"
  }

  /// What part of the service it concerns.
  public enum Category: String, Sendable, Hashable, CaseIterable {
    case stream, persistence, resume, request, authentication, authorization
    case rateLimit = "rate-limit"
    case quota, model, tool, validation, infrastructure
  }

  /// How bad it is for whoever asked.
  public enum Severity: String, Sendable, Hashable, CaseIterable { case fatal, recoverable, transient }

  /// Where it arose.
  public enum Source: String, Sendable, Hashable, CaseIterable {
    case holdfast, `guard`, store
    case streamLog = "stream-log"
    case provider, tool
  }

  /// The phase of a reply in which it arose.
  public enum Phase: String, Sendable, Hashable, CaseIterable {
    case persistence, resume, stream, quota, tool
  }

  /// A name of one specific error: an open set, compared with `==`.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name on the wire.
    public let description: String
    /// Makes a code.
    public init(_ name: String) { description = name }
  }

  /// What helps to find the place and to go on.
  public struct Metadata: Sendable, Hashable {
    /// When it happened.
    public var timestamp: Timestamp?
    /// The part of a reply that it concerns.
    public var phase: Phase?
    /// The session it concerns.
    public var sessionID: SessionID?
    /// The stream it concerns.
    public var streamID: StreamID?
    /// The message it concerns.
    public var messageID: MessageID?
    /// The request it answers.
    public var requestID: RequestID?
    /// What to send again, as the fields of a POST.
    public var resend: JSONValue?
    /// Where what was streamed can be downloaded.
    public var download: String?
    /// Where the saved message is.
    public var address: String?
    /// When a limit that is reached begins anew.
    public var resetsAt: Timestamp?
    /// A free id to use instead.
    public var suggestedID: MessageID?

    /// Makes metadata that says nothing yet.
    public init() {}
  }

  /// The broad kind.
  public var kind: Kind
  /// The HTTP status.
  public var status: Int
  /// The specific error.
  public var code: Code
  /// What part of the service it concerns.
  public var category: Category
  /// How bad it is.
  public var severity: Severity
  /// Where it arose.
  public var source: Source
  /// Whether the same request may succeed later.
  public var isRetryable: Bool
  /// For the developer.
  public var detail: String
  /// For the user.
  public var message: String
  /// How many seconds to wait before trying again, for the `Retry-After` field.
  public var retryAfterSeconds: Int?
  /// What helps to find the place and to go on.
  public var metadata = Metadata()

  /// Makes an error.
  public init(
    _ kind: Kind, status: Int, code: Code, category: Category, severity: Severity = .fatal,
    source: Source = .holdfast, isRetryable: Bool = false, detail: String, message: String,
    retryAfterSeconds: Int? = nil
  ) {
    self.kind = kind
    self.status = status
    self.code = code
    self.category = category
    self.severity = severity
    self.source = source
    self.isRetryable = isRetryable
    self.detail = detail
    self.message = message
    self.retryAfterSeconds = retryAfterSeconds
  }

  /// The error with metadata filled in.
  public func with(_ change: (inout Metadata) -> Void) -> ChatError {
    var copy = self
    change(&copy.metadata)
    return copy
  }
}

extension ChatError: CustomStringConvertible {
  /// The code and the developer's text: safe to log.
  public var description: String { "\(code): \(detail)" }
}
