import HoldfastModel

extension Timestamp {
  /// Reads a date and time with its offset (RFC 3339, section 5.6), to the millisecond.
  init?(rfc3339 text: some StringProtocol) {
    let form =
      /(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))/
    guard let match = String(text).wholeMatch(of: form)?.output,
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
      let hour = Int(match.4), let minute = Int(match.5), let second = Int(match.6)
    else { return nil }
    let millisecond = match.7.flatMap { Int("\($0)00".prefix(3)) } ?? 0
    let civil = CivilTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      millisecond: millisecond)
    guard let local = civil.timestamp else { return nil }
    let offset = (match.9.flatMap { Int64($0) } ?? 0) * 60 + (match.10.flatMap { Int64($0) } ?? 0)
    self = match.8 == "-" ? local + .seconds(offset * 60) : local - .seconds(offset * 60)
  }
}
