public import HoldfastModel

/// What a stream is about: fixed when it is made, and all that settling and authorising need.
public struct StreamHeader: Sendable, Hashable {
  public var stream: StreamID
  public var principal: Principal
  public var claim: ClaimKey
  public var reply: MessageID
  /// The place of the reply in the session's order.
  public var order: Int64
  public var agent: String
  public var dialect: Dialect
  public var routeForm: RouteForm
  public var createdAt: Timestamp

  /// Makes a header.
  public init(
    stream: StreamID, principal: Principal, claim: ClaimKey, reply: MessageID, order: Int64, agent: String,
    dialect: Dialect, routeForm: RouteForm, createdAt: Timestamp
  ) {
    self.stream = stream
    self.principal = principal
    self.claim = claim
    self.reply = reply
    self.order = order
    self.agent = agent
    self.dialect = dialect
    self.routeForm = routeForm
    self.createdAt = createdAt
  }

  /// The session.
  public var session: SessionID { claim.session }
}
