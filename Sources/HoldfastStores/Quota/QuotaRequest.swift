public import HoldfastModel

/// A wish to set quota aside.
public struct QuotaRequest: Sendable, Hashable {
  /// What makes a repeat the same wish.
  public var id: ReservationID
  /// Whose quota it is.
  public var principal: Principal
  /// The conversation that it is for.
  public var session: SessionID
  /// The plan that it counts towards.
  public var plan: String
  /// How much is wanted.
  public var amount: QuotaAmount
  /// The limits that hold, each in the window that the time falls into.
  public var limits: [QuotaLimit]
  /// How many reservations of the plan may be outstanding at once; `nil` for any number.
  public var concurrency: Int?
  /// The reservation of the stream that this reply replaces: where that one has counted the turn, this one does not count
  /// it again.
  public var replaces: ReservationID?
  /// The time.
  public var now: Timestamp
  /// When the reservation expires, unless it is extended.
  public var expiresAt: Timestamp

  /// Makes a wish.
  public init(
    id: ReservationID, principal: Principal, session: SessionID, plan: String, amount: QuotaAmount,
    limits: [QuotaLimit], concurrency: Int? = nil, replaces: ReservationID? = nil, now: Timestamp,
    expiresAt: Timestamp
  ) {
    self.id = id
    self.principal = principal
    self.session = session
    self.plan = plan
    self.amount = amount
    self.limits = limits
    self.concurrency = concurrency
    self.replaces = replaces
    self.now = now
    self.expiresAt = expiresAt
  }
}

/// What came of a wish to set quota aside.
public enum QuotaOutcome: Sendable, Hashable {
  /// It is set aside; with the sums of its principal after that.
  case granted(QuotaReservation, QuotaAccount)
  /// The same wish was granted before, whatever became of it since; nothing was written. With the sums as they are.
  case existing(QuotaReservation, QuotaAccount)
  /// A limit is reached; nothing was written.
  case exceeded(QuotaLimit, used: Int, reserved: Int)
  /// As many replies run as may; nothing was written.
  case tooMany(outstanding: Int)
}

/// How a reservation comes to its end.
public enum QuotaEnd: Sendable, Hashable {
  /// So much was used.
  case committed(QuotaAmount)
  /// Nothing was used.
  case released
  /// Nobody said anything in time: only what has expired by the stated time ends so.
  case expired
}
