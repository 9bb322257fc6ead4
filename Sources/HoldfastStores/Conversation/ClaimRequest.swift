public import HoldfastModel

/// What a claim is made from.
public struct ClaimRequest: Sendable, Hashable {
  /// What makes a repeat of the request the same request.
  public var key: ClaimKey
  /// Who asks.
  public var principal: Principal
  /// The user message; its id is the key's.
  public var message: UIMessage
  /// The SHA-256 of the message's ``UIMessage/fingerprintBytes``.
  public var fingerprint: [UInt8]
  /// The stream, if the claim is new.
  public var stream: StreamID
  /// The run, if the claim is new.
  public var run: RunID
  /// The id of the reply, if the claim is new.
  public var reply: MessageID
  /// Who answers, by name.
  public var agent: String
  /// The dialect that the stream is written in.
  public var dialect: Dialect
  /// The routes that it was asked for on.
  public var routeForm: RouteForm
  /// The time.
  public var now: Timestamp

  /// Makes a request.
  public init(
    key: ClaimKey, principal: Principal, message: UIMessage, fingerprint: [UInt8], stream: StreamID,
    run: RunID, reply: MessageID, agent: String, dialect: Dialect, routeForm: RouteForm, now: Timestamp
  ) {
    self.key = key
    self.principal = principal
    self.message = message
    self.fingerprint = fingerprint
    self.stream = stream
    self.run = run
    self.reply = reply
    self.agent = agent
    self.dialect = dialect
    self.routeForm = routeForm
    self.now = now
  }
}

/// What came of asking for a claim.
public enum ClaimOutcome: Sendable, Hashable {
  /// The claim is new and ours.
  case claimed(Claim)
  /// The same request was claimed before. `isLastTurn`: no later message stands in the session.
  case existing(Claim, isLastTurn: Bool)
  /// The session belongs to another principal; nothing was written.
  case sessionForbidden
  /// The message id is taken by other content, or by a reply; nothing was written.
  case messageConflict
}

/// A change of a claim that succeeds only from a stated state and run.
public enum ClaimMove: Sendable, Hashable {
  /// Another run takes it on itself to create the stream.
  case run(RunID)
  /// Stopped before there was a stream.
  case ended
  /// The reply goes on without a stream.
  case unlogged
}
