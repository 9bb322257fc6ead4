public import HoldfastModel

/// A wish for a reply to a user message.
public struct StartRequest: Sendable {
  public var principal: Principal
  public var session: SessionID
  public var message: UIMessage
  public var agent: String
  public var dialect: Dialect
  public var routeForm: RouteForm
  /// Where to go on, when the request is a repeat.
  public var cursor: Cursor?

  /// Makes a wish.
  public init(
    principal: Principal, session: SessionID, message: UIMessage, agent: String = Agent.defaultName,
    dialect: Dialect = .v5, routeForm: RouteForm = .chat, cursor: Cursor? = nil
  ) {
    self.principal = principal
    self.session = session
    self.message = message
    self.agent = agent
    self.dialect = dialect
    self.routeForm = routeForm
    self.cursor = cursor
  }
}

/// A reply that can be read.
public struct ReplyHandle: Sendable {
  /// What there is to read.
  public enum Content: Sendable {
    /// A stream in the log.
    case stream(ReplyReader)
    /// The reply was stopped before there was a stream.
    case stoppedBeforeStart
  }

  public var session: SessionID
  public var stream: StreamID
  /// The id of the reply's message.
  public var reply: MessageID
  /// Whether the reply was asked for before.
  public var isRepeat: Bool
  public var content: Content
}
