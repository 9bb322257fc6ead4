import HoldfastModel
import TestServers

/// What a person has used of the plan, as the server says it.
struct QuotaUse: Sendable, Equatable {
  var messages: Int
  var tokens: Int
  /// What is set aside for replies that run.
  var reserved: Int
  /// How many replies run.
  var running: Int

  init(messages: Int, tokens: Int, reserved: Int = 0, running: Int = 0) {
    (self.messages, self.tokens, self.reserved, self.running) = (messages, tokens, reserved, running)
  }
}

extension ChatClient {
  /// What was used of the plan; `nil` while the server does not ask the store.
  func quota() throws -> QuotaUse? {
    let (head, body) = try http.fetch("GET", "/api/quota")
    if head.status == 503 { return nil }
    guard head.status == 200, let plan = (try? JSONParser.parse(body))?["plans"]?.arrayValue?.first,
      let limits = plan["limits"]?.arrayValue, let running = plan["concurrency"]?["running"]?.intValue
    else {
      throw ProcessFailure("/api/quota: status \(head.status), \(String(decoding: body, as: UTF8.self))")
    }
    func sum(_ member: String, of unit: String) -> Int {
      limits.filter { $0["unit"]?.stringValue == unit }.reduce(0) { $0 + ($1[member]?.intValue ?? 0) }
    }
    return QuotaUse(
      messages: sum("used", of: "messages"), tokens: sum("used", of: "tokens"),
      reserved: sum("reserved", of: "messages") + sum("reserved", of: "tokens"), running: running)
  }

  /// What was used, once nothing is set aside any more.
  func settledQuota(_ deadline: Deadline = .step) throws -> QuotaUse {
    try deadline.poll("nothing to be set aside", every: 50_000) {
      guard let use = try quota() else { return nil }
      return use.reserved == 0 && use.running == 0 ? use : nil
    }
  }
}
