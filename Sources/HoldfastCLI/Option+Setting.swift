import ArgumentParser
import Holdfast

extension Option where Value == String? {
  /// The flag of a setting, named and explained by the table of settings.
  init(_ path: PartialKeyPath<HoldfastConfiguration>) {
    let setting = Setting.at(path)
    guard let flag = setting.flag else { preconditionFailure("\(setting.key) has no flag") }
    self.init(
      name: .customLong(flag),
      help: ArgumentHelp(
        setting.summary,
        discussion: "Allowed: \(setting.allowed). Also \(setting.variable), or \(setting.key) in the file.",
        valueName: setting.type.split(separator: " ").joined(separator: "-").lowercased()))
  }
}
