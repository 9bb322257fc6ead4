import HoldfastEngine
import HoldfastModel
import HoldfastSecurity
import HoldfastStores
import HoldfastTools

extension HoldfastConfiguration.NamedTool {
  /// The tool that the entry describes.
  ///
  /// - Throws: ``HTTPToolError`` for an address that cannot be used, which is a fault of the configuration.
  func httpTool() throws(HTTPToolError) -> HTTPTool {
    try HTTPTool(
      HTTPToolConfiguration(
        definition: ToolDefinition(
          name: name, summary: summary ?? "", inputSchema: schema ?? ["type": "object"], title: title),
        effect: effect ?? .irreversible, needsApproval: needsApproval, url: url ?? "",
        compensateURL: compensateURL, statusURL: statusURL,
        secret: effectiveSecret.map { ToolSecret($0.reveal()) }, deadline: deadline,
        maximumOutputBytes: maximumOutputBytes, allowsPrivateAddresses: allowsPrivateAddresses))
  }
}

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
