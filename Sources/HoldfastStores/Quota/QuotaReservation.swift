public import HoldfastModel

/// What is set aside of a principal's quota for one reply, and what became of it.
public struct QuotaReservation: Sendable, Hashable {
  /// What became of it; the last three are final.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// Set aside.
    case outstanding
    /// Used, as far as ``QuotaReservation/used`` says.
    case committed
    /// Not used.
    case released
    /// Not used, for nobody said anything in time.
    case expired
  }

  /// The name; it is made of what is asked for, so that a repeat has the same.
  public var id: ReservationID
  /// Whose quota it is.
  public var principal: Principal
  /// The conversation that it is for.
  public var session: SessionID
  /// The plan that it counts towards.
  public var plan: String
  /// How much is set aside.
  public var amount: QuotaAmount
  /// The windows in which it counts.
  public var windows: [QuotaWindow]
  /// What became of it.
  public var state: State
  /// What was used, once that is known.
  public var used: QuotaAmount
  /// When it was made.
  public var createdAt: Timestamp
  /// When it expires, unless it is extended.
  public var expiresAt: Timestamp
  /// When it came to its end.
  public var endedAt: Timestamp?
  /// Whether it stands for what was used after a reservation had expired, whose name it carries with ``lateSuffix``.
  public var isLate: Bool

  /// What the name of an entry for late use ends in.
  public static let lateSuffix = ".late"

  /// Makes a reservation.
  public init(
    id: ReservationID, principal: Principal, session: SessionID, plan: String, amount: QuotaAmount,
    windows: [QuotaWindow], state: State = .outstanding, used: QuotaAmount = .zero, createdAt: Timestamp,
    expiresAt: Timestamp, endedAt: Timestamp? = nil, isLate: Bool = false
  ) {
    self.id = id
    self.principal = principal
    self.session = session
    self.plan = plan
    self.amount = amount
    self.windows = windows
    self.state = state
    self.used = used
    self.createdAt = createdAt
    self.expiresAt = expiresAt
    self.endedAt = endedAt
    self.isLate = isLate
  }
}
