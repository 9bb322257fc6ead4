public import HoldfastModel

/// What a stream is about: fixed when it is made, and all that settling and authorising need.
public struct StreamHeader: Sendable, Hashable {
  /// The name of the stream.
  public var stream: StreamID
  /// Whose it is.
  public var principal: Principal
  /// What was asked for.
  public var claim: ClaimKey
  /// The id of the reply's message.
  public var reply: MessageID
  /// The place of the reply in the session's order.
  public var order: Int64
  /// Which part of the reply the stream makes: 0, and one more for each continuation.
  public var segment: Int
  /// Who answers, by name.
  public var agent: String
  /// The dialect that the stream is written in.
  public var dialect: Dialect
  /// The routes that it was asked for on.
  public var routeForm: RouteForm
  /// When it was made.
  public var createdAt: Timestamp
  /// What is set aside of the principal's quota for the reply.
  public var reservation: ReservationID?

  /// Makes a header.
  public init(
    stream: StreamID, principal: Principal, claim: ClaimKey, reply: MessageID, order: Int64, segment: Int = 0,
    agent: String, dialect: Dialect, routeForm: RouteForm, createdAt: Timestamp,
    reservation: ReservationID? = nil
  ) {
    self.stream = stream
    self.principal = principal
    self.claim = claim
    self.reply = reply
    self.order = order
    self.segment = segment
    self.agent = agent
    self.dialect = dialect
    self.routeForm = routeForm
    self.createdAt = createdAt
    self.reservation = reservation
  }

  /// The session.
  public var session: SessionID { claim.session }
}
