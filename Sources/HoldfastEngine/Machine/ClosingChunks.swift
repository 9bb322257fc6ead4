package import HoldfastModel
package import HoldfastStores

/// The frames that end a stream, by its state.
package enum ClosingChunks {
  /// How the reply stands in the conversation store when the stream ends.
  package enum Saving: Sendable, Equatable {
    /// Saved, or nothing to save.
    case saved
    /// Not yet; it will be, from the log.
    case pending
    /// Refused for good.
    case refused
  }

  /// The closing chunks.
  ///
  /// A reply without a log ends, on the first system's routes, with the error that its clients expect; on the AI SDK's
  /// it would turn a finished reply into a failed one.
  package static func chunks(
    for outcome: StreamOutcome, header: StreamHeader, saving: Saving, isLogged: Bool = true, now: Timestamp
  ) -> [Chunk] {
    // What failed has delivered nothing, so there is nothing that was to be saved.
    if saving == .refused, outcome.state != .failed {
      return [.error(errorText: persistenceError(header: header, isLogged: isLogged, now: now).text)]
    }
    let chunks = ownChunks(for: outcome, header: header, saving: saving, now: now)
    guard !isLogged, header.routeForm == .lightfast, outcome.state == .finished else { return chunks }
    return chunks + [.error(errorText: resumeError(header: header, now: now).text)]
  }

  private static func ownChunks(
    for outcome: StreamOutcome, header: StreamHeader, saving: Saving, now: Timestamp
  ) -> [Chunk] {
    var chunks: [Chunk] = []
    // What failed has delivered nothing, so there is nothing that is still being saved.
    if saving == .pending, outcome.state != .failed { chunks.append(savingNotice(now: now).chunk) }
    switch outcome.state {
    case .finished:
      if let notice = finishNotice(outcome.reason, now: now) { chunks.append(notice.chunk) }
      chunks.append(.finish(reason: outcome.reason ?? .other))
    case .stopped:
      chunks.append(
        notice("STOPPED", .info, "The reply was stopped. What was written so far is kept.", now: now).chunk)
      chunks.append(.abort(reason: "stopped"))
    case .superseded:
      chunks.append(
        notice("SUPERSEDED", .info, "The reply made way for a newer message.", now: now).chunk)
      chunks.append(.abort(reason: "superseded"))
    case .aborted, .interrupted:
      let error = error(for: outcome, header: header, now: now)
      chunks.append(
        notice(error.code.description, .warning, error.message, now: now, action: .resend).chunk)
      chunks.append(.abort(reason: outcome.state.rawValue))
      chunks.append(.error(errorText: error.text))
    case .failed: chunks.append(.error(errorText: error(for: outcome, header: header, now: now).text))
    }
    return chunks
  }

  /// The error that a stream's end is reported as.
  package static func error(for outcome: StreamOutcome, header: StreamHeader, now: Timestamp) -> ChatError {
    let error: ChatError
    switch (outcome.state, outcome.failure) {
    case (.aborted, let failure):
      let failure = failure ?? StreamOutcome.Failure(kind: .cut, detail: "cut")
      error = ProviderFailure.error(for: failure, hasContent: true)
    case (.failed, let failure?): error = ProviderFailure.error(for: failure, hasContent: false)
    default:
      error = ChatError(
        .serviceUnavailable, status: 503, code: .interrupted, category: .stream, severity: .recoverable,
        isRetryable: true, detail: "the server stopped while the reply was being written",
        message: outcome.state == .failed
          ? "The server was restarted before the reply began. Please send your message again."
          : "The server was restarted in the middle of this reply. What was written so far is kept.")
    }
    return error.with { metadata in
      metadata.timestamp = now
      metadata.phase = .stream
      metadata.sessionID = header.session
      metadata.streamID = header.stream
      metadata.messageID = header.reply
      if outcome.state != .failed { metadata.download = "/api/streams/\(header.stream)/raw" }
    }
  }

  /// The error of a reply that no store holds, or that the conversation store will never take.
  package static func persistenceError(
    header: StreamHeader, isLogged: Bool = true, now: Timestamp
  ) -> ChatError {
    ChatError(
      .serverError, status: 503, code: .persistenceFailed, category: .persistence, severity: .recoverable,
      source: .store, isRetryable: true, detail: "the conversation store did not take the reply",
      message: isLogged
        ? "We couldn't save this reply. Download it now if you want to keep it."
        : "We couldn't save this reply. Copy it now if you want to keep it."
    ).with { metadata in
      metadata.timestamp = now
      metadata.phase = .persistence
      metadata.sessionID = header.session
      metadata.streamID = header.stream
      metadata.messageID = header.reply
      metadata.resend = ["trigger": "regenerate-message", "messageId": .string(header.reply.rawValue)]
      if isLogged { metadata.download = "/api/streams/\(header.stream)/raw" }
    }
  }

  /// The error, on the first system's routes, of a reply that could not be resumed while it ran.
  private static func resumeError(header: StreamHeader, now: Timestamp) -> ChatError {
    ChatError(
      .serviceUnavailable, status: 503, code: .resumeUnavailable, category: .resume, severity: .recoverable,
      source: .streamLog, detail: "the stream could not be registered",
      message: "This reply is saved, but it could not have been picked up after a lost connection."
    ).with { metadata in
      metadata.timestamp = now
      metadata.phase = .resume
      metadata.sessionID = header.session
      metadata.streamID = header.stream
    }
  }

  /// Said at once when a reply goes on without a log.
  package static func unloggedNotice(now: Timestamp) -> Notice {
    Notice(
      key: "resume", code: "RESUME_UNAVAILABLE", level: .warning, phase: .resume,
      message: "This reply can't be picked up again if the connection is lost. Please keep this page open.",
      at: now,
      action: .wait)
  }

  /// Said on the open connections while the log is away.
  package static func heldBackNotice(now: Timestamp) -> Notice {
    Notice(
      key: "held-back", code: "HELD_BACK", level: .warning, phase: .stream,
      message: "Our storage does not answer. The reply goes on as soon as it does; nothing is lost.", at: now,
      until: now + .seconds(60), action: .wait)
  }

  /// Said when a model wants to call tools once more than it may.
  static func stepLimitNotice(_ steps: Int, now: Timestamp) -> Notice {
    notice(
      "STEP_LIMIT", .warning, "The model has called tools \(steps) times and was told to stop there.",
      now: now)
  }

  /// Said when what a reply has done is about to be undone.
  static func undoingNotice(now: Timestamp) -> Notice {
    Notice(
      key: "effects", code: "EFFECTS_UNDOING", level: .warning, phase: .tool,
      message: "This reply was not saved. What it had done is being undone.", at: now, action: .wait)
  }

  /// What the user should know of what the tools of a reply have done and the reply does not say.
  static func notices(of effects: [EffectEntry], now: Timestamp) -> [Chunk] {
    func notice(_ state: EffectEntry.State, _ code: String, _ level: Notice.Level, _ words: String) -> Chunk?
    {
      let calls = effects.filter { $0.state == state }
      guard !calls.isEmpty else { return nil }
      return Notice(
        key: "effects-\(state.rawValue)", code: code, level: level, phase: .tool,
        message: "\(words): \(calls.map(\.tool).joined(separator: ", ")).", at: now,
        calls: calls.map(\.call)
      ).chunk
    }
    return [
      notice(.compensated, "EFFECTS_UNDONE", .info, "What these tools had done was undone"),
      notice(
        .compensating, "EFFECTS_UNDOING", .warning,
        "What these tools have done could not be undone yet; we go on trying"
      ),
      notice(.manualReview, "EFFECTS_REVIEW", .warning, "A person has to look at what these tools have done"),
    ].compactMap(\.self)
  }

  /// Said when what a reply has used of a quota could not be written down.
  static func quotaNotice(until: Timestamp, now: Timestamp) -> Notice {
    Notice(
      key: "quota", code: "QUOTA_PENDING", level: .warning, phase: .quota,
      message: "Your limit may look lower than it is for a moment.", at: now, until: until, action: .wait)
  }

  /// Said when nobody is asked for a while, because the providers want to be left alone.
  package static func waitingNotice(_ duration: Duration, now: Timestamp) -> Notice {
    let seconds = duration.components.seconds + 1
    return Notice(
      key: "provider", code: "PROVIDER_BUSY", level: .info, phase: .stream,
      message: "The model is busy. We ask it again in \(seconds) seconds.", at: now, until: now + duration,
      action: .wait)
  }

  private static func notice(
    _ code: String, _ level: Notice.Level, _ message: String, now: Timestamp, action: Notice.Action = .none
  ) -> Notice {
    Notice(
      key: "end", code: code, level: level, phase: .stream, message: message, at: now, action: action)
  }

  private static func savingNotice(now: Timestamp) -> Notice {
    Notice(
      key: "saving", code: "SAVING", level: .warning, phase: .persistence,
      message: "This reply is complete here, and is still being saved.", at: now, until: now + .seconds(60),
      action: .wait)
  }

  private static func finishNotice(_ reason: FinishReason?, now: Timestamp) -> Notice? {
    switch reason {
    case .length:
      notice("LENGTH_LIMIT", .warning, "The reply reached the model's length limit.", now: now)
    case .contentFilter:
      notice("CONTENT_FILTER", .warning, "The model's content filter ended this reply.", now: now)
    case .refusal:
      notice("MODEL_REFUSAL", .warning, "The model declined to answer this.", now: now)
    default: nil
    }
  }
}
