import HoldfastEngine
import HoldfastStores

extension HoldfastConfiguration.NamedPlan {
  /// The plan as the engine has it.
  var quotaPlan: QuotaPlan {
    let limits: [QuotaPlan.Limit?] = [
      messagesPerDay.map { .init(unit: .messages, period: .day, limit: $0) },
      messagesPerMonth.map { .init(unit: .messages, period: .month, limit: $0) },
      tokensPerDay.map { .init(unit: .tokens, period: .day, limit: $0) },
      tokensPerMonth.map { .init(unit: .tokens, period: .month, limit: $0) },
    ]
    return QuotaPlan(
      name: name, limits: limits.compactMap(\.self), concurrency: concurrency, reserveTokens: reserveTokens)
  }
}

extension HoldfastConfiguration {
  /// The plans as the engine has them.
  var quotaPlans: [QuotaPlan] { plans.map(\.quotaPlan) }
}
