public import HoldfastModel
import HoldfastStores

extension Engine {
  /// Where a principal stands, in each plan that an agent uses.
  ///
  /// - Parameter zone: The principal's time zone, an IANA name; `nil` for the server's.
  /// - Throws: ``ChatError``.
  public func quota(of principal: Principal, in zone: String?) async throws -> [QuotaStanding] {
    let plans = quota.plans(of: Array(agents.values))
    if plans.isEmpty { return [] }
    let account = try await storeCall {
      try await self.context.conversations[principal].quotaAccount(of: principal)
    }
    let now = context.environment.now()
    return plans.map { plan in
      QuotaStanding(of: plan, limits: quota.limits(of: plan, at: now, in: zone), in: account)
    }
  }
}
