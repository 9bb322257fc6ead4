public import HoldfastModel

/// What a claim is made from.
public struct ClaimRequest: Sendable, Hashable {
  public var key: ClaimKey
  public var principal: Principal
  /// The user message; its id is the key's.
  public var message: UIMessage
  /// The SHA-256 of the message's ``UIMessage/fingerprintBytes``.
  public var fingerprint: [UInt8]
  public var stream: StreamID
  public var run: RunID
  public var reply: MessageID
  public var agent: String
  public var dialect: Dialect
  public var routeForm: RouteForm
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
