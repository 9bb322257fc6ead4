public import HoldfastStores

/// What the principals who use an agent may have: limits by day and month, and how many replies at once.
public struct QuotaPlan: Sendable, Hashable {
  /// One limit.
  public struct Limit: Sendable, Hashable {
    /// What is counted.
    public var unit: QuotaUnit
    /// Over what.
    public var period: QuotaPeriod
    /// How much may be used.
    public var limit: Int

    /// Makes a limit.
    public init(unit: QuotaUnit, period: QuotaPeriod, limit: Int) {
      self.unit = unit
      self.period = period
      self.limit = limit
    }
  }

  /// The name, which agents choose it by (``Agent/quotaClass``).
  public var name: String
  /// The limits; all of them hold.
  public var limits: [Limit]
  /// How many replies of the plan a principal may have running at once; `nil` for any number.
  public var concurrency: Int?
  /// How many tokens are set aside for a reply before it is known how many it takes.
  public var reserveTokens: Int

  /// Makes a plan.
  public init(name: String, limits: [Limit], concurrency: Int? = nil, reserveTokens: Int = 2000) {
    self.name = name
    self.limits = limits
    self.concurrency = concurrency
    self.reserveTokens = reserveTokens
  }
}
