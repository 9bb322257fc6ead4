/// The part of the environment that is about Holdfast.
struct EnvironmentVariables: Sendable {
  /// The variables of settings.
  let settings: [String: String]
  /// The path of the configuration file, when one is named.
  let file: String?
  /// The variables that look like Holdfast's and are not, in order.
  private let strangers: [String]

  /// Looks through an environment.
  init(_ environment: [String: String]) {
    let known = Set(Setting.all.map(\.variable))
    var settings: [String: String] = [:]
    var strangers: [String] = []
    for (name, value) in environment.sorted(by: { $0.key < $1.key })
    where name.hasPrefix(SettingNames.variablePrefix) && name != SettingNames.fileVariable {
      if SettingNames.foreignVariables.contains(name) || ServiceLink.isOne(name: name, value: value) {
        continue
      }
      if known.contains(name) {
        settings[name] = value
      } else {
        strangers.append(name)
      }
    }
    self.settings = settings
    self.strangers = strangers
    file = environment[SettingNames.fileVariable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What is wrong with variables that look like Holdfast's and are not.
  ///
  /// - Parameter names: Those that mean something all the same.
  func unknown(except names: Set<String>) -> [ConfigurationFault] {
    strangers.filter { !names.contains($0) }.map { name in
      let problem = "is no setting" + Suggestion.words(for: name, telling: \.variable)
      return ConfigurationFault(origin: .variable(name), problem: problem)
    }
  }
}
