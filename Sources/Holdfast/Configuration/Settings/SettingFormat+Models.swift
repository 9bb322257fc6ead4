import HoldfastSecurity

extension SettingFormat where Value == [ModelName] {
  /// Models in the order in which they are asked.
  static let chain = SettingFormat(
    type: "list", allowed: "a list of provider/model; what is behind the first slash is the model",
    parse: { value throws(SettingProblem) in
      var result: [ModelName] = []
      for text in value.many {
        guard let name = ModelName(text) else { throw .value(text, "is not of the form provider/model") }
        result.append(name)
      }
      return result
    },
    show: { .list($0.map(\.description)) })
}

extension SettingFormat where Value == [SecretText] {
  /// Keys that are never shown; one that stands alone is not split at commas.
  static let secrets = SettingFormat(
    type: "list", allowed: "a list of keys; never shown", isSecret: true,
    parse: { value throws(SettingProblem) in
      switch value {
      case .scalar(let text): [SecretText(String(text.trimmingSpace))]
      case .list(let texts): texts.map { SecretText(String($0.trimmingSpace)) }
      }
    },
    check: { keys throws(SettingProblem) in
      for key in keys { if let problem = ProviderKeyRules.problem(of: key) { throw problem } }
    },
    show: { .list($0.map(\.description)) })
}

extension SettingFormat where Value == [String] {
  /// Names of environment variables.
  ///
  /// In capitals, so that a key that was put here is seen to be none, and is not shown.
  static let variables = SettingFormat(
    type: "list", allowed: "a list of names of environment variables, in capitals",
    parse: { value throws(SettingProblem) in value.many },
    check: { names throws(SettingProblem) in
      guard names.allSatisfy(ProviderKeyRules.isVariable) else {
        throw SettingProblem("has something that is no name of a variable")
      }
      guard Set(names).count == names.count else { throw SettingProblem("names a variable twice") }
    },
    show: { .list($0) })
}
