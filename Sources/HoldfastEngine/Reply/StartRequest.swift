public import HoldfastModel
public import HoldfastStores

/// A wish for a reply.
public struct StartRequest: Sendable {
  /// What becomes of another reply that is running in the session.
  public enum OnActive: Sendable, Hashable {
    /// It is superseded.
    case supersede
    /// The wish is refused: 409 `STREAM_ACTIVE`.
    case reject
    /// The running reply is the answer, and nothing is written.
    case attach
  }

  /// Who asks.
  public var principal: Principal
  /// The conversation.
  public var session: SessionID
  /// What is asked.
  public var turn: Turn
  /// Who answers, by name.
  public var agent: String
  /// The dialect that the stream is written in.
  public var dialect: Dialect
  /// The routes that it was asked for on.
  public var routeForm: RouteForm
  /// Where to go on, when the request is a repeat.
  public var cursor: Cursor?
  /// What becomes of another reply that is running.
  public var onActive: OnActive
  /// The key that the client marks repeats with.
  public var idempotencyKey: IdempotencyKey?
  /// The principal's time zone, an IANA name: what the days and months of a plan go by; `nil` for the server's.
  public var timeZone: String?

  /// Makes a wish.
  public init(
    principal: Principal, session: SessionID, turn: Turn, agent: String = Agent.defaultName,
    dialect: Dialect = .v5, routeForm: RouteForm = .chat, cursor: Cursor? = nil,
    onActive: OnActive = .supersede, idempotencyKey: IdempotencyKey? = nil, timeZone: String? = nil
  ) {
    self.principal = principal
    self.session = session
    self.turn = turn
    self.agent = agent
    self.dialect = dialect
    self.routeForm = routeForm
    self.cursor = cursor
    self.onActive = onActive
    self.idempotencyKey = idempotencyKey
    self.timeZone = timeZone
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
  /// Whether the request's message was taken: `false` when another reply, which was running, is the answer.
  public var isAccepted = true
  /// What the message held before this stream, for a reader that does not have it: to be sent directly after `start`, as
  /// frames of this connection alone.
  public var resent: [Chunk] = []
  /// The dialect that the stream is written in.
  public var dialect = Dialect.v5
  /// Where the principal stands in the plan of the agent, when the reply was asked for; `nil` where nothing is counted.
  public var quota: QuotaStanding?
  /// What there is to read.
  public var content: Content
}
