extension CivilTime {
  /// Reads an HTTP date in any of its three forms (RFC 9110, section 5.6.7).
  init?(httpDate text: some StringProtocol) {
    let parts = text.split { " ,-".contains($0) }.map { String($0) }
    guard parts.count >= 5 else { return nil }
    let isC = parts.count == 5 && parts[3].contains(":")
    let time = parts[isC ? 3 : 4].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard isC || (parts.count == 6 && parts[5] == "GMT"), time.count == 3,
      let day = Int(parts[isC ? 2 : 1]), let year = Int(parts[isC ? 4 : 3]),
      let month = Self.months.firstIndex(of: parts[isC ? 1 : 2]),
      let hour = time[0], let minute = time[1], let second = time[2]
    else { return nil }
    // The second form has two digits of the year.
    let century = year >= 100 ? 0 : year < 70 ? 2000 : 1900
    self.init(
      year: century + year, month: month + 1, day: day, hour: hour, minute: minute, second: second)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
