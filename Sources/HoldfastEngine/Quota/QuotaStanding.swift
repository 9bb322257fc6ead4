import HoldfastModel
public import HoldfastStores

/// Where a principal stands in one plan.
public struct QuotaStanding: Sendable, Hashable {
  /// Where a principal stands at one limit.
  public struct Limit: Sendable, Hashable {
    /// What is counted.
    public var unit: QuotaUnit
    /// The window that counts now.
    public var window: QuotaWindow
    /// How much may be used.
    public var limit: Int
    /// How much is used.
    public var used: Int
    /// How much is set aside for replies that run.
    public var reserved: Int

    /// How much is left.
    public var remaining: Int { max(0, limit - used - reserved) }
  }

  /// The plan.
  public var plan: String
  /// Its limits.
  public var limits: [Limit]
  /// How many replies may run at once; `nil` for any number.
  public var concurrency: Int?
  /// How many run.
  public var running: Int
}

extension QuotaStanding {
  /// The standing that an account says.
  init(of plan: QuotaPlan, limits: [QuotaLimit], in account: QuotaAccount) {
    self.init(
      plan: plan.name,
      limits: limits.map { limit in
        let use = account.use(of: plan.name, in: limit.window)
        return Limit(
          unit: limit.unit, window: limit.window, limit: limit.limit, used: use.used[limit.unit],
          reserved: use.reserved[limit.unit])
      }, concurrency: plan.concurrency, running: account.outstanding[plan.name] ?? 0)
  }
}
