public import HoldfastModel

/// All that one transaction writes when a reply is saved.
public struct Settlement: Sendable, Hashable {
  /// The conversation.
  public var session: SessionID
  /// The stream, whose claim is settled: what settling is idempotent by.
  public var stream: StreamID
  /// What the stream made of the reply, which for a continuation is the newest segment alone; `nil` when there was no
  /// content, so that only the claim is settled.
  public var message: StoredMessage?
  /// Whether the stream failed, so that what its claim cut comes back and the claim itself is cut.
  public var isFailed: Bool
  /// What the reply's tool calls came to, as the stream's ledger has it.
  public var effects: [EffectEntry]
  /// What the reply adds to the session's artifacts, in order; written with its message only.
  public var artifacts: [ArtifactContent]
  /// The time.
  public var now: Timestamp

  /// Makes a settlement.
  public init(
    session: SessionID, stream: StreamID, message: StoredMessage?, isFailed: Bool = false,
    effects: [EffectEntry] = [], artifacts: [ArtifactContent] = [], now: Timestamp
  ) {
    self.session = session
    self.stream = stream
    self.message = message
    self.isFailed = isFailed
    self.effects = effects
    self.artifacts = artifacts
    self.now = now
  }
}

/// What came of settling.
public enum SettleOutcome: Sendable, Hashable {
  /// The reply is saved now.
  case settled
  /// It was saved before; nothing was written.
  case alreadySettled
  /// The session is gone, and the claim and the reply with it, even when its id is in use again; nothing was written.
  case sessionGone
  /// The claim was ended without a stream; nothing was written.
  case notOurs
}
