import HoldfastModel
import HoldfastStores

extension Turn {
  /// The user message that the turn brings.
  var message: UIMessage? {
    switch self {
    case .submit(let message), .edit(let message): message
    case .regenerate, .continuation: nil
    }
  }

  /// Whether the message that the turn brings has an image.
  var hasImage: Bool {
    message?.parts.contains { $0.file?.mediaType.lowercased().hasPrefix("image/") == true } ?? false
  }
}

extension ChatError {
  /// A message id that stands for other content.
  static func messageConflict(
    _ message: UIMessage?, in session: SessionID, suggesting id: MessageID
  ) -> ChatError {
    ChatError(
      .invalidRequest, status: 409, code: .messageIDConflict, category: .request, source: .guard,
      detail: "the message id is taken by another message of this session",
      message: "This message was already sent with other content. Please send it again."
    ).with { metadata in
      metadata.sessionID = session
      metadata.messageID = message?.id
      metadata.suggestedID = id
    }
  }

  /// A request for a session that was deleted.
  static func sessionDeleted(_ session: SessionID) -> ChatError {
    ChatError(
      .invalidRequest, status: 410, code: .sessionDeleted, category: .request, source: .guard,
      detail: "the session was deleted, and its id is not free yet",
      message: "This conversation was deleted. Please start a new one."
    ).with { $0.sessionID = session }
  }

  /// A request beyond a limit of the principal's plan.
  static func usageLimitExceeded(
    _ limit: QuotaLimit, used: Int, reserved: Int, in session: SessionID
  ) -> ChatError {
    let span = limit.window.period == .day ? "today" : "this month"
    return ChatError(
      .usageLimitExceeded, status: 403, code: .usageLimitExceeded, category: .quota, severity: .recoverable,
      source: .guard,
      detail: "\(used) of \(limit.limit) \(limit.unit.rawValue) are used, \(reserved) are set aside",
      message: "You have used all of your \(limit.unit.rawValue) for \(span)."
    ).with { metadata in
      metadata.sessionID = session
      metadata.phase = .quota
      metadata.resetsAt = limit.window.end
    }
  }

  /// A request beyond the number of replies that may run at once.
  static func concurrencyLimitExceeded(_ running: Int, in session: SessionID) -> ChatError {
    ChatError(
      .rateLimit, status: 429, code: .concurrencyLimitExceeded, category: .quota, severity: .transient,
      source: .guard, isRetryable: true, detail: "\(running) replies of the plan are running",
      message: "As many replies are being written as your plan allows. Please wait until one is done.",
      retryAfterSeconds: 5
    ).with { metadata in
      metadata.sessionID = session
      metadata.phase = .quota
    }
  }

  /// A request that gives way to a reply that is running.
  static func streamActive(_ stream: StreamID, in session: SessionID) -> ChatError {
    ChatError(
      .invalidRequest, status: 409, code: .streamActive, category: .request, severity: .recoverable,
      source: .guard, isRetryable: true, detail: "another reply is running in this session",
      message: "Another reply is still being written. Stop it first, or wait until it is done."
    ).with { metadata in
      metadata.sessionID = session
      metadata.streamID = stream
    }
  }

  /// An idempotency key that stood for another request.
  static func idempotencyKeyReused(_ session: SessionID) -> ChatError {
    ChatError(
      .invalidRequest, status: 422, code: .idempotencyKeyReused, category: .request, source: .guard,
      detail: "the Idempotency-Key was used for another request of this session",
      message: "This request could not be told from an earlier one. Please send it again."
    ).with { $0.sessionID = session }
  }

  /// A message with an image, for a model that reads none.
  static func noVision(_ session: SessionID) -> ChatError {
    ChatError.notSupported(
      "the model of this agent reads no images", message: "This model can't look at images."
    ).with { $0.sessionID = session }
  }

  /// An assistant message that was never said here.
  static func nothingToContinue(_ session: SessionID) -> ChatError {
    ChatError.invalidRequest(
      "the last message is no user message, and no reply of this session", code: .noUserMessage,
      message: "There is nothing to answer."
    ).with { $0.sessionID = session }
  }
}
