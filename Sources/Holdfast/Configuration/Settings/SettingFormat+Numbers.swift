extension SettingFormat where Value == Int {
  /// A whole number.
  static func integer(_ range: ClosedRange<Int>) -> SettingFormat { integer(range, unit: nil) }

  /// A size in bytes.
  static func bytes(_ range: ClosedRange<Int>) -> SettingFormat { integer(range, unit: "bytes") }

  /// The number of a port.
  static let port = integer(0...65_535)

  private static func integer(_ range: ClosedRange<Int>, unit: String?) -> SettingFormat {
    SettingFormat(
      type: unit ?? "number", allowed: range.words(unit: unit),
      parse: { value throws(SettingProblem) in try value.integer },
      check: { value throws(SettingProblem) in
        guard range.contains(value) else { throw .value(String(value), "is out of range") }
      },
      show: { .scalar(String($0)) })
  }
}

extension SettingFormat where Value == Duration {
  /// A time in milliseconds.
  static func milliseconds(_ range: ClosedRange<Int>) -> SettingFormat {
    SettingFormat(
      type: "milliseconds", allowed: range.words(unit: "milliseconds"),
      parse: { value throws(SettingProblem) in .milliseconds(try value.integer) },
      check: { value throws(SettingProblem) in
        guard (Duration.milliseconds(range.lowerBound)...(.milliseconds(range.upperBound))).contains(value)
        else { throw .value(String(value.wholeMilliseconds), "is out of range") }
      },
      show: { .scalar(String($0.wholeMilliseconds)) })
  }
}

extension ClosedRange<Int> {
  fileprivate func words(unit: String?) -> String {
    "a whole number\(unit.map { " of " + $0 } ?? "") from \(lowerBound) to \(upperBound)"
  }
}
