import Foundation
import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// Days and months as they are where a principal lives, with the changes of its clocks.
struct ZonedCalendar: QuotaCalendar {
  /// The zone of principals who name none.
  private let standard: TimeZone

  /// Makes a calendar.
  ///
  /// - Parameter zone: An IANA name; UTC where it is not known.
  init(zone: String) { standard = TimeZone(identifier: zone) ?? .gmt }

  func window(_ period: QuotaPeriod, containing time: Timestamp, in zone: String?) -> QuotaWindow {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone.flatMap(TimeZone.init(identifier:)) ?? standard
    let date = Date(timeIntervalSince1970: Double(time.milliseconds) / 1000)
    guard let interval = calendar.dateInterval(of: period == .day ? .day : .month, for: date) else {
      return UTCCalendar().window(period, containing: time, in: nil)
    }
    return QuotaWindow(
      period: period, start: Timestamp(interval.start), end: Timestamp(interval.end))
  }
}

extension Timestamp {
  fileprivate init(_ date: Date) {
    self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
  }
}
