extension SettingFormat where Value == Bool {
  /// Yes or no.
  static let boolean = SettingFormat(
    type: "boolean", allowed: "true or false",
    parse: { value throws(SettingProblem) in
      let text = try value.trimmed
      switch text.lowercased() {
      case "true", "yes", "on", "1": return true
      case "false", "no", "off", "0": return false
      default: throw .value(text, "is neither true nor false")
      }
    },
    show: { .scalar($0 ? "true" : "false") })
}

extension SettingFormat
where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of the cases.
  static var choice: SettingFormat {
    SettingFormat(
      type: "choice", allowed: names.choice,
      parse: { value throws(SettingProblem) in try named(value.trimmed) },
      show: { .scalar($0.rawValue) })
  }

  private static var names: [String] { Value.allCases.map(\.rawValue) }

  /// Some of the cases.
  static func set() -> SettingFormat<Set<Value>> where Value: Hashable {
    SettingFormat<Set<Value>>(
      type: "list", allowed: "one or more of \(names.choice), separated by commas",
      parse: { value throws(SettingProblem) in
        var result: Set<Value> = []
        for name in value.many { result.insert(try named(name)) }
        return result
      },
      check: { value throws(SettingProblem) in
        guard !value.isEmpty else { throw SettingProblem("the list is empty") }
      },
      show: { .list($0.map(\.rawValue).sorted()) })
  }

  private static func named(_ name: String) throws(SettingProblem) -> Value {
    guard let value = Value.allCases.first(where: { $0.rawValue == name }) else {
      throw .value(name, "is unknown")
    }
    return value
  }
}

extension SettingFormat where Value == [String] {
  /// Any texts.
  static func list(of what: String) -> SettingFormat {
    SettingFormat(
      type: "list", allowed: "\(what), separated by commas",
      parse: { value throws(SettingProblem) in value.many }, show: { .list($0) })
  }
}

extension [String] {
  /// The names as a choice: `a, b or c`.
  fileprivate var choice: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
