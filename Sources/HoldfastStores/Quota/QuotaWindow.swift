public import HoldfastModel

/// Over what is counted.
public enum QuotaPeriod: String, Sendable, Hashable, CaseIterable {
  case day, month
}

/// One day or month, in the time zone of a principal.
public struct QuotaWindow: Sendable, Hashable {
  /// Which kind of window it is.
  public var period: QuotaPeriod
  /// When it begins.
  public var start: Timestamp
  /// When the next one begins.
  public var end: Timestamp

  /// Makes a window.
  public init(period: QuotaPeriod, start: Timestamp, end: Timestamp) {
    self.period = period
    self.start = start
    self.end = end
  }
}
