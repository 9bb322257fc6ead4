import Foundation

extension SettingFormat where Value == String {
  /// A time zone by its name in the IANA database.
  static let timeZone = SettingFormat(
    type: "time zone", allowed: "UTC or an IANA name such as Europe/Berlin",
    parse: { value throws(SettingProblem) in try value.trimmed },
    check: { value throws(SettingProblem) in
      // Abbreviations and offsets, which Foundation takes as well, would not follow summer time.
      guard value == "UTC" || value.contains("/"), TimeZone(identifier: value) != nil else {
        throw .value(value, "is no time zone")
      }
    },
    show: { .scalar($0) })
}
