/// How the values of a setting are written, what is allowed, and what may be shown.
struct SettingFormat<Value: Sendable>: Sendable {
  /// The name of the type, for the reference.
  var type: String
  /// What is allowed, in words.
  var allowed: String
  /// Whether no part of a value may ever be shown.
  var isSecret = false
  /// Reads a value.
  var parse: @Sendable (SettingValue) throws(SettingProblem) -> Value
  /// Checks a value, however it came about.
  var check: @Sendable (Value) throws(SettingProblem) -> Void = { _ throws(SettingProblem) in }
  /// Writes a value as ``parse`` reads it, without what must not be seen; `nil` when there is none.
  var show: @Sendable (Value) -> SettingValue?
}

extension SettingFormat {
  /// The format of a setting that need not be given.
  var optional: SettingFormat<Value?> {
    let (parse, check, show) = (parse, check, show)
    return SettingFormat<Value?>(
      type: type, allowed: allowed, isSecret: isSecret,
      parse: { value throws(SettingProblem) in try parse(value) },
      check: { value throws(SettingProblem) in if let value { try check(value) } },
      show: { value in value.flatMap(show) })
  }
}
