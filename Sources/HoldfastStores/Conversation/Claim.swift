public import HoldfastModel

/// The promise that one request gets one reply: made once per ``ClaimKey``, before any provider is called.
public struct Claim: Sendable, Hashable {
  /// How far the reply has come, as the conversation store knows it.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Made; the stream may or may not exist yet.
    case claimed
    /// The stream log could not be reached; the reply goes on without resume, at ``Claim/node`` until
    /// ``Claim/deadline``.
    case unlogged
    /// The reply is saved, or there was nothing to save.
    case settled
    /// Stopped before there was a stream.
    case ended
    /// No stream was made in time; a repeat of the request starts anew.
    case abandoned
  }

  /// The request that it is made for.
  public var key: ClaimKey
  /// How far it has come.
  public var state: State
  /// Whose it is.
  public var principal: Principal
  /// The stream of the reply.
  public var stream: StreamID
  /// The run that may create the stream.
  public var run: RunID
  /// The id that the reply's message has or will have.
  public var reply: MessageID
  /// The place of the reply in the session's order; the user message's is one less.
  public var order: Int64
  /// Which part of the reply the stream makes: 0, and one more for each continuation.
  public var segment: Int
  /// Counts the claims of a session: the newest has the highest.
  public var number: Int64
  /// The stream of a later edit, regeneration or Retry that took this claim out of the conversation.
  public var cutBy: StreamID?
  /// The stream that was active when the claim was made, and whose end the claim calls for.
  public var supersedes: StreamID?
  /// The SHA-256 of the user message's role and parts; empty where the request had none.
  public var fingerprint: [UInt8]
  /// Who answers, by name.
  public var agent: String
  /// The dialect that the stream is written in.
  public var dialect: Dialect
  /// The routes that it was asked for on.
  public var routeForm: RouteForm
  /// When it was made.
  public var createdAt: Timestamp
  /// The node at which an unlogged reply goes on.
  public var node: NodeID?
  /// Until when an unlogged reply may go on.
  public var deadline: Timestamp?
  /// What is set aside of the principal's quota for the reply.
  public var reservation: ReservationID?

  /// Makes a claim.
  public init(
    key: ClaimKey, state: State, principal: Principal, stream: StreamID, run: RunID, reply: MessageID,
    order: Int64, segment: Int = 0, number: Int64, cutBy: StreamID? = nil, supersedes: StreamID?,
    fingerprint: [UInt8], agent: String, dialect: Dialect, routeForm: RouteForm, createdAt: Timestamp,
    node: NodeID? = nil, deadline: Timestamp? = nil, reservation: ReservationID? = nil
  ) {
    self.key = key
    self.state = state
    self.principal = principal
    self.stream = stream
    self.run = run
    self.reply = reply
    self.order = order
    self.segment = segment
    self.number = number
    self.cutBy = cutBy
    self.supersedes = supersedes
    self.fingerprint = fingerprint
    self.agent = agent
    self.dialect = dialect
    self.routeForm = routeForm
    self.createdAt = createdAt
    self.node = node
    self.deadline = deadline
    self.reservation = reservation
  }
}
