import HoldfastModel

/// A date and a time of day in UTC.
struct CivilTime: Sendable, Hashable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  var millisecond = 0

  /// The point in time; `nil` when there is no such date or time.
  var timestamp: Timestamp? {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).dayNumber
    let seconds = (days * 24 + hour) * 3600 + minute * 60 + second
    return Timestamp(milliseconds: Int64(seconds) * 1000 + Int64(millisecond))
  }
}
