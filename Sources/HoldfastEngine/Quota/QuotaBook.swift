import HoldfastModel
import HoldfastStores

/// The plans of a server, by name, and the calendar that their limits go by.
struct QuotaBook: Sendable {
  private let plans: [String: QuotaPlan]
  private let calendar: any QuotaCalendar

  init(_ plans: [QuotaPlan], calendar: any QuotaCalendar) {
    self.plans = Dictionary(plans.map { ($0.name, $0) }) { _, last in last }
    self.calendar = calendar
  }

  /// The plan that an agent's replies count towards; `nil` when they count towards none.
  func plan(of agent: Agent) -> QuotaPlan? { agent.quotaClass.flatMap { plans[$0] } }

  /// The plans that some agents use, by name.
  func plans(of agents: [Agent]) -> [QuotaPlan] {
    Set(agents.compactMap(\.quotaClass)).sorted().compactMap { plans[$0] }
  }

  /// A plan's limits, each in the window of a time.
  func limits(of plan: QuotaPlan, at time: Timestamp, in zone: String?) -> [QuotaLimit] {
    plan.limits.map { limit in
      QuotaLimit(
        unit: limit.unit, window: calendar.window(limit.period, containing: time, in: zone),
        limit: limit.limit)
    }
  }
}
