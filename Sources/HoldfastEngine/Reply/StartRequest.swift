public import HoldfastModel

/// A wish for a reply to a user message.
public struct StartRequest: Sendable {
  /// Who asks.
  public var principal: Principal
  /// The conversation.
  public var session: SessionID
  /// The user message that is answered.
  public var message: UIMessage
  /// Who answers, by name.
  public var agent: String
  /// The dialect that the stream is written in.
  public var dialect: Dialect
  /// The routes that it was asked for on.
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

  /// The conversation.
  public var session: SessionID
  /// The stream.
  public var stream: StreamID
  /// The id of the reply's message.
  public var reply: MessageID
  /// Whether the reply was asked for before.
  public var isRepeat: Bool
  /// What there is to read.
  public var content: Content
}
