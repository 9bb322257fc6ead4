/// One setting: its names, what it takes, what it means, and its place in ``HoldfastConfiguration``.
///
/// The table ``all`` is the only place where settings are named: reading, checking, `holdfast config show`, the help of
/// the flags and `docs/configuration.md` come from it. A setting is found by its place in the configuration, so the
/// compiler checks every mention of one.
package struct Setting: Sendable {
  /// The name in the file: the path to the value, with dots.
  package let key: String
  /// The environment variable.
  package let variable: String
  /// The flag of `holdfast serve`, without its dashes; `nil` when there is none.
  package let flag: String?
  /// The name of the type.
  package let type: String
  /// What is allowed, in words.
  package let allowed: String
  /// Whether no part of the value may ever be shown.
  package let isSecret: Bool
  /// What it means, in one sentence.
  package let summary: String

  let path: SettingPath
  let parse: @Sendable (SettingValue, inout HoldfastConfiguration) throws(SettingProblem) -> Void
  let check: @Sendable (HoldfastConfiguration) throws(SettingProblem) -> Void
  let show: @Sendable (HoldfastConfiguration) -> SettingValue?

  /// Makes a setting.
  ///
  /// - Parameters:
  ///   - key: The name in the file.
  ///   - path: The place in the configuration.
  ///   - format: How values are written.
  ///   - variable: The environment variable, when it does not follow from the key.
  ///   - flag: The flag, without its dashes.
  ///   - summary: What it means.
  init<Value: Sendable>(
    _ key: String, _ path: any WritableKeyPath<HoldfastConfiguration, Value> & Sendable,
    _ format: SettingFormat<Value>, variable: String? = nil, flag: String? = nil, _ summary: String
  ) {
    self.key = key
    self.variable = variable ?? Self.variable(forKey: key)
    self.flag = flag
    self.summary = summary
    self.path = path
    type = format.type
    allowed = format.allowed
    isSecret = format.isSecret
    parse = { value, configuration throws(SettingProblem) in
      configuration[keyPath: path] = try format.parse(value)
    }
    check = { configuration throws(SettingProblem) in try format.check(configuration[keyPath: path]) }
    show = { configuration in format.show(configuration[keyPath: path]) }
  }

  /// Makes a setting that need not be given.
  init<Value: Sendable>(
    _ key: String, _ path: any WritableKeyPath<HoldfastConfiguration, Value?> & Sendable,
    _ format: SettingFormat<Value>, variable: String? = nil, flag: String? = nil, _ summary: String
  ) {
    self.init(key, path, format.optional, variable: variable, flag: flag, summary)
  }

  /// Makes a setting of what occurs more than once, for one place of it.
  init<Entry: Sendable>(
    _ setting: EntrySetting<Entry>, _ path: SettingPath,
    of entry: any WritableKeyPath<HoldfastConfiguration, Entry> & Sendable, in section: String,
    variable: String? = nil, flag: String? = nil
  ) {
    key = "\(section).\(setting.name)"
    self.variable = variable ?? Self.variable(forKey: key)
    self.flag = flag
    self.path = path
    type = setting.type
    allowed = setting.allowed
    isSecret = setting.isSecret
    summary = setting.summary
    parse = { value, configuration throws(SettingProblem) in
      try setting.parse(value, &configuration[keyPath: entry])
    }
    check = { configuration throws(SettingProblem) in try setting.check(configuration[keyPath: entry]) }
    show = { configuration in setting.show(configuration[keyPath: entry]) }
  }

  /// The sections that the key is in, the outermost first.
  package var section: [String] { key.split(separator: ".").dropLast().map(String.init) }

  /// The last part of the key.
  package var name: String { key.split(separator: ".").last.map(String.init) ?? key }

  /// The variable of a key: `http.webRoot` is `HOLDFAST_HTTP_WEB_ROOT`.
  private static func variable(forKey key: String) -> String {
    var result = SettingNames.variablePrefix
    for character in key {
      if character == "." {
        result += "_"
      } else {
        if character.isUppercase { result += "_" }
        result += character.uppercased()
      }
    }
    return result
  }
}
