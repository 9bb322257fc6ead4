extension ChatError.Code {
  /// The request cannot be understood.
  public static let badRequest = Self("BAD_REQUEST")
  /// The body is not the JSON that was asked for.
  public static let invalidJSON = Self("INVALID_JSON")
  /// There is no user message to answer.
  public static let noUserMessage = Self("NO_USER_MESSAGE")
  /// The message has neither text nor a file.
  public static let emptyMessage = Self("EMPTY_MESSAGE")
  /// The request is understood, and the model cannot answer it.
  public static let notSupported = Self("NOT_SUPPORTED")
  /// A body, message or file is beyond its limit.
  public static let payloadTooLarge = Self("PAYLOAD_TOO_LARGE")
  /// The body did not arrive in time.
  public static let requestTimeout = Self("REQUEST_TIMEOUT")
  /// The body is not JSON.
  public static let unsupportedContentType = Self("UNSUPPORTED_CONTENT_TYPE")
  /// The route does not take this verb.
  public static let methodNotAllowed = Self("METHOD_NOT_ALLOWED")
  /// There is no such thing.
  public static let notFound = Self("NOT_FOUND")
  /// There is no agent of this name.
  public static let agentNotFound = Self("AGENT_NOT_FOUND")
  /// There is no such session, or it is somebody else's.
  public static let sessionNotFound = Self("SESSION_NOT_FOUND")
  /// The session belongs to another principal.
  public static let sessionForbidden = Self("SESSION_FORBIDDEN")
  /// The session was deleted.
  public static let sessionDeleted = Self("SESSION_DELETED")
  /// A limit of the principal's plan is reached.
  public static let usageLimitExceeded = Self("USAGE_LIMIT_EXCEEDED")
  /// As many replies of the principal run as its plan allows.
  public static let concurrencyLimitExceeded = Self("CONCURRENCY_LIMIT_EXCEEDED")
  /// Nothing can be done about the entry of the effect ledger now.
  public static let effectNotOpen = Self("EFFECT_NOT_OPEN")
  /// A page of another origin made the request.
  public static let originForbidden = Self("ORIGIN_FORBIDDEN")
  /// The token proves nobody.
  public static let unauthorized = Self("UNAUTHORIZED")
  /// The keys that verify tokens cannot be had.
  public static let keysUnavailable = Self("KEYS_UNAVAILABLE")
  /// The message id is taken by other content.
  public static let messageIDConflict = Self("MESSAGE_ID_CONFLICT")
  /// Another reply is running in the session.
  public static let streamActive = Self("STREAM_ACTIVE")
  /// The idempotency key stood for another request.
  public static let idempotencyKeyReused = Self("IDEMPOTENCY_KEY_REUSED")
  /// The cursor names no place of this session's streams.
  public static let cursorInvalid = Self("CURSOR_INVALID")
  /// The stream is older than its retention.
  public static let streamGone = Self("STREAM_GONE")
  /// There is no such artifact, or it is somebody else's.
  public static let artifactNotFound = Self("ARTIFACT_NOT_FOUND")
  /// There is no such stream, or it is somebody else's.
  public static let streamNotFound = Self("STREAM_NOT_FOUND")
  /// Whether there is something to resume could not be determined.
  public static let resumeUnavailable = Self("RESUME_UNAVAILABLE")
  /// The conversation store does not take the call.
  public static let storeUnavailable = Self("STORE_UNAVAILABLE")
  /// The stream log does not take the call.
  public static let streamLogUnavailable = Self("STREAM_LOG_UNAVAILABLE")
  /// The reply could not be saved.
  public static let persistenceFailed = Self("PERSISTENCE_FAILED")
  /// The node runs as many replies as it may, or reads as many bodies.
  public static let tooManyStreams = Self("TOO_MANY_STREAMS")
  /// The node is starting or shutting down.
  public static let shuttingDown = Self("SHUTTING_DOWN")
  /// The owner of the stream died or was drained.
  public static let interrupted = Self("INTERRUPTED")
  /// The provider is too busy.
  public static let providerOverloaded = Self("PROVIDER_OVERLOADED")
  /// The provider cannot be reached.
  public static let providerUnreachable = Self("PROVIDER_UNREACHABLE")
  /// The provider failed by its own account.
  public static let providerError = Self("PROVIDER_ERROR")
  /// What the provider sent is not what its API describes.
  public static let providerMalformed = Self("PROVIDER_MALFORMED")
  /// The key, the address or the model of the provider is wrong.
  public static let providerMisconfigured = Self("PROVIDER_MISCONFIGURED")
  /// The provider does not take this conversation.
  public static let providerRefused = Self("PROVIDER_REFUSED")
  /// The provider's answer ended without its own finish.
  public static let providerCut = Self("PROVIDER_CUT")
  /// Nothing came of the provider for too long.
  public static let providerStalled = Self("PROVIDER_STALLED")
  /// The reply went on for longer than a reply may.
  public static let replyTooLong = Self("REPLY_TOO_LONG")
  /// A fault of our own.
  public static let internalError = Self("INTERNAL_SERVER_ERROR")
}

extension ChatError {
  /// A request that cannot be understood or is not allowed in this form.
  public static func invalidRequest(
    _ detail: String, code: Code = .badRequest, status: Int = 400,
    message: String = "This request could not be understood."
  ) -> ChatError {
    ChatError(
      .invalidRequest, status: status, code: code, category: .validation, source: .guard, detail: detail,
      message: message)
  }

  /// A body, message or file beyond its limit.
  public static func payloadTooLarge(_ detail: String) -> ChatError {
    ChatError(
      .payloadTooLarge, status: 413, code: .payloadTooLarge, category: .validation, source: .guard,
      detail: detail, message: "This message is too large to send.")
  }

  /// A body that did not arrive in time.
  public static func requestTimeout(_ detail: String) -> ChatError {
    ChatError(
      .invalidRequest, status: 408, code: .requestTimeout, category: .request, severity: .transient,
      source: .guard, isRetryable: true, detail: detail,
      message: "This message took too long to arrive. Please try again.")
  }

  /// A message with something that the model cannot read.
  public static func notSupported(_ detail: String, message: String) -> ChatError {
    ChatError(
      .invalidRequest, status: 400, code: .notSupported, category: .model, source: .guard, detail: detail,
      message: message)
  }

  /// A node that does as much as it may.
  public static func tooBusy(_ detail: String) -> ChatError {
    ChatError(
      .serviceUnavailable, status: 503, code: .tooManyStreams, category: .rateLimit, severity: .transient,
      isRetryable: true, detail: detail,
      message: "The server is very busy. Please try again in a moment.", retryAfterSeconds: 5)
  }

  /// A thing that is not there, or not this principal's: the two answer alike.
  public static func notFound(_ detail: String, code: Code = .notFound) -> ChatError {
    ChatError(
      .invalidRequest, status: 404, code: code, category: .request, source: .guard, detail: detail,
      message: "This could not be found.")
  }

  /// A token that is not valid.
  public static func unauthorized(_ detail: String) -> ChatError {
    ChatError(
      .authentication, status: 401, code: .unauthorized, category: .authentication, source: .guard,
      detail: detail, message: "Please sign in again.")
  }

  /// A start in somebody else's session.
  public static func sessionForbidden(_ session: SessionID) -> ChatError {
    ChatError(
      .securityBlocked, status: 403, code: .sessionForbidden, category: .authorization, source: .guard,
      detail: "the session belongs to another principal",
      message: "This conversation belongs to somebody else."
    ).with { $0.sessionID = session }
  }

  /// A store that did not answer, or answered that it cannot.
  public static func storeUnavailable(_ detail: String, source: Source = .store) -> ChatError {
    ChatError(
      .serviceUnavailable, status: 503,
      code: source == .streamLog ? .streamLogUnavailable : .storeUnavailable, category: .infrastructure,
      severity: .transient, source: source, isRetryable: true, detail: detail,
      message: "We can't reach our storage right now. Please try again in a moment.", retryAfterSeconds: 2)
  }

  /// A resume whose outcome could not be determined.
  public static func resumeUnavailable(_ detail: String) -> ChatError {
    ChatError(
      .serviceUnavailable, status: 503, code: .resumeUnavailable, category: .resume, severity: .transient,
      source: .streamLog, isRetryable: true, detail: detail,
      message: "This reply can't be picked up right now. Please try again in a moment.",
      retryAfterSeconds: 1
    ).with { $0.phase = .resume }
  }

  /// A cursor that names no place of this session's streams.
  public static func cursorInvalid(_ detail: String) -> ChatError {
    ChatError(
      .invalidRequest, status: 409, code: .cursorInvalid, category: .resume, source: .guard, detail: detail,
      message: "This reply can't be picked up from there. Reload the conversation."
    ).with { $0.phase = .resume }
  }

  /// A stream that retention has removed.
  public static func streamGone(session: SessionID, stream: StreamID) -> ChatError {
    ChatError(
      .invalidRequest, status: 410, code: .streamGone, category: .resume, source: .guard,
      detail: "the stream is older than its retention",
      message: "This reply is no longer kept as a stream. Reload the conversation to read it."
    ).with {
      $0.phase = .resume
      $0.sessionID = session
      $0.streamID = stream
      $0.address = "/api/sessions/\(session)/messages"
    }
  }

  /// A fault of our own.
  public static func internalError(_ detail: String) -> ChatError {
    ChatError(
      .serverError, status: 500, code: .internalError, category: .infrastructure, detail: detail,
      message: "Something went wrong on our side.")
  }
}
