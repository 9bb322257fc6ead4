import HoldfastModel
import TestServers

/// The configuration of servers whose agent has tools and a plan.
final class DutySetup {
  let tools: ToolServer
  private let folder: TemporaryDirectory
  private let path: String

  /// The plan that replies count towards.
  static let plan = "free"

  /// Starts a tool server, and writes a configuration that names it.
  ///
  /// - Parameters:
  ///   - script: What the model says.
  ///   - deadline: How long a tool may take, in milliseconds.
  init(_ script: Script, deadline: Int) throws {
    tools = try ToolServer()
    folder = try TemporaryDirectory()
    let scenario = try folder.write(script.text, to: "scenario.json")
    let (port, all) = (tools.port, DutyTool.all)
    let entries = all.map { Self.entry(of: $0, port: port, deadline: deadline) }
    path = try folder.write(
      """
      providers: {scripted: {kind: scripted, scenario: "\(scenario)"}}
      plans: {\(Self.plan): {messagesPerDay: 1000, tokensPerDay: 1000000, concurrency: 100, reserveTokens: 500}}
      tools:
      \(entries.joined(separator: "\n"))
      agents:
        default:
          chain: scripted/scripted-1
          tools: [\(all.map(\.name).joined(separator: ", "))]
          quotaClass: \(Self.plan)

      """, to: "holdfast.yaml")
  }

  private static func entry(of tool: DutyTool, port: Int, deadline: Int) -> String {
    func address(_ purpose: ToolRequest.Purpose) -> String {
      "\"http://127.0.0.1:\(port)/\(purpose.rawValue)/\(tool.name)\""
    }
    var entry =
      "  \(tool.name): {summary: Does something., effect: \(tool.effect.rawValue), schema: {type: object}"
    entry += ", url: \(address(.execute)), deadlineMs: \(deadline), allowPrivate: true"
    if tool.effect.isReversible { entry += ", compensateUrl: \(address(.compensate))" }
    if tool.tells { entry += ", statusUrl: \(address(.status))" }
    return entry + "}"
  }

  /// The settings of a server: short times, so that what is left behind is soon looked after.
  func settings(_ more: [String: String] = [:]) -> [String: String] {
    [
      "HOLDFAST_CONFIG": path, "HOLDFAST_ENGINE_RECONCILE_INTERVAL_MS": "200",
      "HOLDFAST_EFFECTS_MAXIMUM_COMPENSATIONS": "2", "HOLDFAST_QUOTA_RESERVATION_MS": "3000",
      "HOLDFAST_QUOTA_BUDGET_MS": "500", "HOLDFAST_ENGINE_SETTLE_BUDGET_MS": "1000",
      "HOLDFAST_ENGINE_CLAIM_DEADLINE_MS": "2000",
    ].merging(more) { $1 }
  }
}
