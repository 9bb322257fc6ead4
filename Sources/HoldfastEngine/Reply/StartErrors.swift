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
