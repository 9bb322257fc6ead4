import Configuration

/// A place that settings are read from.
struct ConfigurationSource: Sendable {
  /// Where a setting of this source comes from, for people.
  let origin: @Sendable (Setting) -> ConfigurationOrigin
  private let snapshot: any ConfigSnapshot
  /// The texts that mean that a setting is not given.
  private let blanks: Set<String>

  /// The flags that were given.
  static func flags(_ values: [String: String]) -> ConfigurationSource {
    var given: [AbsoluteConfigKey: ConfigValue] = [:]
    for (key, value) in values {
      let isSecret = Setting.named(key)?.isSecret ?? true
      given[AbsoluteConfigKey(ConfigKey(key))] = ConfigValue(.string(value), isSecret: isSecret)
    }
    let provider = InMemoryProvider(name: "flags", values: given)
    return ConfigurationSource(
      origin: { setting in .flag("--" + (setting.flag ?? setting.key)) }, snapshot: provider.snapshot(),
      blanks: [])
  }

  /// The environment.
  ///
  /// Variables that are empty count as not set, as shells and containers tend to pass on such.
  static func environment(_ variables: EnvironmentVariables) -> ConfigurationSource {
    let secrets = Setting.all.filter(\.isSecret).map(\.variable)
    let provider = EnvironmentVariablesProvider(
      environmentVariables: variables.settings, secretsSpecifier: .specific(Set(secrets))
    ).mapKeys { key in
      // One name for each setting, wherever in the file it is.
      Setting.named(key.components.joined(separator: ".")).map { AbsoluteConfigKey([$0.variable]) } ?? key
    }
    return ConfigurationSource(
      origin: { setting in .variable(setting.variable) }, snapshot: provider.snapshot(), blanks: [""])
  }

  /// The file.
  ///
  /// Keys without a value count as not given.
  static func file(_ file: ConfigurationFile) -> ConfigurationSource {
    ConfigurationSource(
      origin: { _ in .file(file.path) }, snapshot: file.snapshot, blanks: ConfigurationFile.blanks)
  }

  /// The value of a setting, as it is written; `nil` when it is not given.
  func value(of setting: Setting) throws(SettingProblem) -> SettingValue? {
    try snapshot.value(of: AbsoluteConfigKey(ConfigKey(setting.key)), blanks: blanks)
  }
}
