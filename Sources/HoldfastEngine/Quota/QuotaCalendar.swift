public import HoldfastModel
public import HoldfastStores

/// Knows when days and months begin.
public protocol QuotaCalendar: Sendable {
  /// The day or month that a time falls into.
  ///
  /// - Parameter zone: The principal's time zone, an IANA name such as `Europe/Berlin`; where it is `nil` or not known,
  ///   the calendar's own counts.
  func window(_ period: QuotaPeriod, containing time: Timestamp, in zone: String?) -> QuotaWindow
}

/// Days and months of UTC, whatever zone is asked for.
public struct UTCCalendar: QuotaCalendar {
  /// Makes a calendar.
  public init() {}

  private static let day: Int64 = 24 * 60 * 60 * 1000

  /// The day or month of UTC that a time falls into.
  public func window(_ period: QuotaPeriod, containing time: Timestamp, in zone: String?) -> QuotaWindow {
    let number = Int64((Double(time.milliseconds) / Double(Self.day)).rounded(.down))
    switch period {
    case .day: return QuotaWindow(period: .day, start: Self.midnight(number), end: Self.midnight(number + 1))
    case .month:
      let date = CivilDate(dayNumber: Int(number))
      let next = date.month == 12 ? (date.year + 1, 1) : (date.year, date.month + 1)
      return QuotaWindow(
        period: .month, start: Self.firstMidnight(of: date.month, date.year),
        end: Self.firstMidnight(of: next.1, next.0))
    }
  }

  private static func midnight(_ number: Int64) -> Timestamp { Timestamp(milliseconds: number * day) }

  private static func firstMidnight(of month: Int, _ year: Int) -> Timestamp {
    midnight(Int64(CivilDate(year: year, month: month, day: 1).dayNumber))
  }
}
