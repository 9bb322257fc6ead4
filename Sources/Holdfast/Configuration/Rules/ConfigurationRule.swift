/// A rule between settings, or one that a single setting must keep and that its format does not say.
struct ConfigurationRule: Sendable {
  /// The setting that is wrong when the rule is broken.
  let subject: SettingPath
  /// The other settings that the rule looks at.
  let others: [SettingPath]
  /// What is wrong; `nil` when nothing is.
  let problem: @Sendable (HoldfastConfiguration) -> String?

  /// Every rule.
  static let all = servers + secrets + stores + providers + tokens + limits

  /// Makes a rule.
  init(
    _ subject: SettingPath,
    _ others: [SettingPath] = [],
    problem: @escaping @Sendable (HoldfastConfiguration) -> String?
  ) {
    self.subject = subject
    self.others = others
    self.problem = problem
  }

  /// The name of a setting, for the words of a rule.
  static func name(_ path: PartialKeyPath<HoldfastConfiguration>) -> String { Setting.at(path).key }
}
