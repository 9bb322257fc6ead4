import HoldfastSecurity

extension ConfigurationInspection {
  /// Checks that what is said of the one provider is used.
  mutating func checkSingleProvider() {
    guard !configuration.agents.isEmpty else { return }
    let problem =
      "has no effect, as agents are configured; a provider of theirs has its settings in providers, and what is said "
      + "of a model in agents"
    let given = Setting.providers.map(\.key).filter(isGiven)
    for key in given { find(problem, at: key) }
    let kind = Setting.at(\.provider.access.kind).key
    if given.isEmpty, configuration.provider.access.kind != nil { find(problem, at: kind) }
  }

  /// Checks that the named providers can be asked.
  mutating func checkProviders() {
    for provider in configuration.providers {
      let key = ConfigurationSections.providers.key(of: provider.name)
      checkAccess(of: provider, key)
      checkKeys(of: provider, key)
    }
  }

  private mutating func checkAccess(of provider: HoldfastConfiguration.NamedProvider, _ key: String) {
    switch provider.access.kind {
    case nil:
      find("is missing: the provider \(provider.name) needs a kind", at: "\(key).kind", allowed: kinds)
    case .openai where provider.access.url == nil:
      find(
        "is missing: a provider of kind openai needs the address before /chat/completions", at: "\(key).url")
    case .openai, .anthropic, .scripted: break
    }
  }

  private var kinds: String { EntrySetting.kind.allowed }

  private mutating func checkKeys(of provider: HoldfastConfiguration.NamedProvider, _ key: String) {
    let (fileKey, variableKey) = ("\(key).keys", "\(key).keyVariables")
    if hasTwins(provider.keys) { find("has a key twice", at: fileKey) }
    for key in provider.variableKeys {
      if let problem = ProviderKeyRules.problem(of: key) {
        find("names a variable that \(problem.text)", at: variableKey)
      }
    }
    if hasTwins(provider.variableKeys) || provider.variableKeys.contains(where: provider.keys.contains) {
      find("names a variable with a key that the provider has already", at: variableKey)
    }
  }

  private func hasTwins(_ keys: [SecretText]) -> Bool {
    keys.indices.contains { index in keys[..<index].contains(keys[index]) }
  }
}
