public import HoldfastModel

/// What a claim is made from.
///
/// The ids and names of the stream, the run and the reply count only for a new claim.
public struct ClaimRequest: Sendable, Hashable {
  /// What becomes of a stream that is active in the session.
  public enum OnActive: Sendable, Hashable {
    /// The new claim supersedes it.
    case supersede
    /// No claim is made, and ``ClaimOutcome/active(_:)`` is the answer, unless the active stream is this one: the caller
    /// knows that it has ended.
    case yield(unless: StreamID?)
  }

  /// The conversation.
  public var session: SessionID
  /// Who asks.
  public var principal: Principal
  /// What is asked.
  public var turn: Turn
  /// The SHA-256 of the message's ``UIMessage/fingerprintBytes``, for a turn that has a user message; else empty.
  public var fingerprint: [UInt8]
  /// The stream, if the claim is new.
  public var stream: StreamID
  /// The run, if the claim is new.
  public var run: RunID
  /// The id of the reply, if the claim is new and no continuation.
  public var reply: MessageID
  /// Who answers, by name.
  public var agent: String
  /// The dialect that the stream is written in.
  public var dialect: Dialect
  /// The routes that it was asked for on.
  public var routeForm: RouteForm
  /// The time.
  public var now: Timestamp
  /// The key that the client marks repeats with.
  public var idempotencyKey: IdempotencyKey?
  /// What becomes of a stream that is active.
  public var onActive: OnActive
  /// The stream of an existing claim that has ended without success: the claim moves to a new stream if it still names
  /// this one (Retry).
  public var replaces: StreamID?
  /// What is set aside of the principal's quota, if the claim is new.
  public var reservation: ReservationID?

  /// Makes a request.
  public init(
    session: SessionID, principal: Principal, turn: Turn, fingerprint: [UInt8] = [], stream: StreamID,
    run: RunID, reply: MessageID, agent: String, dialect: Dialect, routeForm: RouteForm, now: Timestamp,
    idempotencyKey: IdempotencyKey? = nil, onActive: OnActive = .supersede, replaces: StreamID? = nil,
    reservation: ReservationID? = nil
  ) {
    self.session = session
    self.principal = principal
    self.turn = turn
    self.fingerprint = fingerprint
    self.stream = stream
    self.run = run
    self.reply = reply
    self.agent = agent
    self.dialect = dialect
    self.routeForm = routeForm
    self.now = now
    self.idempotencyKey = idempotencyKey
    self.onActive = onActive
    self.replaces = replaces
    self.reservation = reservation
  }
}
