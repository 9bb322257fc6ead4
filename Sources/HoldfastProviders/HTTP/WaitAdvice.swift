import HoldfastModel

/// How long a provider wants to be left alone, as the headers of an error tell.
///
/// `retry-after-ms` and `retry-after` hold for any error. The headers that tell when a limit is reset come
/// with every answer, so they count only where the provider is too busy, and only for a limit of which
/// nothing is left. Of several the longest counts. What is not understood is left out.
struct WaitAdvice: Sendable, Hashable {
  /// The headers that may matter: names in lower case.
  private var headers: [String: String] = [:]

  /// Makes one without headers.
  init() {}

  /// Keeps a header, if it is one of these; the first of its name counts.
  mutating func take(_ name: String, _ value: String) {
    let name = name.lowercased()
    guard name.hasPrefix("retry-after") || name.contains("ratelimit-"), headers[name] == nil else { return }
    headers[name] = String(value.trimmingSpaces)
  }

  /// How long to wait; `nil` when nothing is said of it.
  func wait(after kind: ProviderError.Kind, now: Timestamp) -> Duration? {
    if let milliseconds = headers["retry-after-ms"].flatMap({ WaitTime.number($0[...]) }) {
      return WaitTime(seconds: milliseconds / 1000).duration
    }
    if let text = headers["retry-after"], let time = WaitTime(retryAfter: text, now: now) {
      return time.duration
    }
    guard kind == .overload else { return nil }
    return headers.compactMap { name, value in
      isReset(name) && isUsedUp(name) ? WaitTime(reset: value, now: now)?.duration : nil
    }.max()
  }

  private func isReset(_ name: String) -> Bool { name.split(separator: "-").contains("reset") }

  /// Whether nothing is left of the limit that a header resets, or nothing is said of what is left.
  private func isUsedUp(_ name: String) -> Bool {
    let remaining = name.split(separator: "-").map { $0 == "reset" ? "remaining" : $0 }.joined(separator: "-")
    guard let value = headers[remaining] else { return true }
    return WaitTime.number(value[...]) == 0
  }
}
