import HoldfastModel

/// A time to wait, in the forms in which providers write it.
struct WaitTime: Sendable, Hashable {
  /// The longest wait that is believed.
  static let maximum = Duration.seconds(60 * 60)

  /// How long; never less than nothing, nor more than ``maximum``.
  let duration: Duration

  /// Takes seconds.
  init(seconds: Double) {
    let milliseconds = (min(max(seconds, 0), 60 * 60) * 1000).rounded(.up)
    duration = min(.milliseconds(Int64(milliseconds)), Self.maximum)
  }

  /// Takes the time from now to another; one that has passed is no wait.
  init(from now: Timestamp, until end: Timestamp) {
    self.init(seconds: (Double(end.milliseconds) - Double(now.milliseconds)) / 1000)
  }

  /// Reads `retry-after` (RFC 9110, section 10.2.3): seconds, with a fraction perhaps, or a date.
  init?(retryAfter text: String, now: Timestamp) {
    if let seconds = Self.number(text[...]) {
      self.init(seconds: seconds)
    } else if let date = CivilTime(httpDate: text)?.timestamp {
      self.init(from: now, until: date)
    } else {
      return nil
    }
  }

  /// Reads the time of a reset, in whatever form.
  ///
  /// Anthropic writes a date of RFC 3339; OpenAI and Groq a duration such as `6m0s`; others seconds from now
  /// or since 1970, or, as OpenRouter, milliseconds since 1970.
  init?(reset text: String, now: Timestamp) {
    if let number = Self.number(text[...]) {
      switch number {
      case ..<1e9: self.init(seconds: number)
      case ..<1e11: self.init(from: now, until: Timestamp(milliseconds: Int64(number * 1000)))
      case ..<1e14: self.init(from: now, until: Timestamp(milliseconds: Int64(number)))
      default: return nil
      }
    } else if let seconds = Self.seconds(ofDuration: text) {
      self.init(seconds: seconds)
    } else if let date = Timestamp(rfc3339: text) ?? CivilTime(httpDate: text)?.timestamp {
      self.init(from: now, until: date)
    } else {
      return nil
    }
  }

  /// Reads digits with a fraction perhaps: no sign, no exponent, no name of a number.
  static func number(_ text: Substring) -> Double? {
    guard text.utf8.count <= 20, text.wholeMatch(of: /[0-9]+(?:\.[0-9]+)?/) != nil else { return nil }
    return Double(text)
  }

  private static func seconds(ofDuration text: String) -> Double? {
    var (rest, total) = (text[...], 0.0)
    while let match = rest.prefixMatch(of: /([0-9]+(?:\.[0-9]+)?)(d|h|ms|m|us|µs|μs|ns|s)/)?.output {
      guard let number = number(match.1), let unit = units[String(match.2)] else { return nil }
      total += number * unit
      rest = rest[match.0.endIndex...]
    }
    return rest.isEmpty && rest.startIndex > text.startIndex ? total : nil
  }

  private static let units: [String: Double] = [
    "d": 86_400, "h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ns": 1e-9,
  ]
}
