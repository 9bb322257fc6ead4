import Configuration

extension ConfigSnapshot {
  /// The value of a key, as it is written; `nil` when it is not given.
  ///
  /// - Parameter blanks: The texts that mean that nothing is given.
  func value(of key: AbsoluteConfigKey, blanks: Set<String>) throws(SettingProblem) -> SettingValue? {
    guard let content = content(for: key, .string) ?? content(for: key, .stringArray) else { return nil }
    switch content {
    case .string(let text): return blanks.contains(String(text.trimmingSpace)) ? nil : .scalar(text)
    case .stringArray(let texts): return .list(texts)
    default: throw SettingProblem("is neither a value nor a list of values")
    }
  }

  /// The value, if there is one and it is of this type.
  private func content(for key: AbsoluteConfigKey, _ type: ConfigType) -> ConfigContent? {
    // An error says that the value is of another type.
    (try? value(forKey: key, type: type))?.value?.content
  }
}
