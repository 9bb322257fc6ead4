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
      let (year, month) = Self.month(ofDay: number)
      let (nextYear, nextMonth) = month == 12 ? (year + 1, 1) : (year, month + 1)
      return QuotaWindow(
        period: .month, start: Self.midnight(Self.firstDay(of: month, year)),
        end: Self.midnight(Self.firstDay(of: nextMonth, nextYear)))
    }
  }

  private static func midnight(_ number: Int64) -> Timestamp { Timestamp(milliseconds: number * day) }

  /// The year and month of a day, counted from 1970-01-01.
  ///
  /// The civil calendar repeats every 400 years of 146,097 days; years are counted from March, so that the leap day comes
  /// last.
  private static func month(ofDay number: Int64) -> (year: Int64, month: Int64) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month)
  }

  /// The number of the first day of a month, counted from 1970-01-01.
  private static func firstDay(of month: Int64, _ year: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
