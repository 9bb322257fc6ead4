import HTTPTypes
import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// The fields `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), from where a principal stands.
enum RateLimitFields {
  /// Adds the fields; without limits there are none.
  static func add(_ standing: QuotaStanding?, at now: Timestamp, to headers: inout HTTPFields) {
    guard let standing, !standing.limits.isEmpty else { return }
    headers[.rateLimitPolicy] = standing.limits.map(policy).joined(separator: ", ")
    headers[.rateLimit] = standing.limits.map { limit in
      let seconds = max(0, (limit.window.end.milliseconds - now.milliseconds + 999) / 1000)
      return "\"\(name(limit))\";r=\(limit.remaining);t=\(seconds)"
    }.joined(separator: ", ")
  }

  private static func policy(_ limit: QuotaStanding.Limit) -> String {
    let seconds = (limit.window.end.milliseconds - limit.window.start.milliseconds) / 1000
    let unit = limit.unit == .tokens ? ";qu=\"tokens\"" : ""
    return "\"\(name(limit))\";q=\(limit.limit)\(unit);w=\(seconds)"
  }

  private static func name(_ limit: QuotaStanding.Limit) -> String {
    "\(limit.unit.rawValue)-\(limit.window.period.rawValue)"
  }
}
