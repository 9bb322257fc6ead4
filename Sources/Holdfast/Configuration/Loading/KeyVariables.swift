import HoldfastSecurity

extension LoadedConfiguration {
  /// Reads the keys of providers from the variables that hold them; one that is not set is a fault.
  mutating func readKeys(from environment: [String: String]) {
    for index in configuration.providers.indices {
      let provider = configuration.providers[index]
      var missing: [String] = []
      // What is no name of a variable may be a key that was put in the wrong place.
      for name in provider.keyVariables where ProviderKeyRules.isVariable(name) {
        let value = environment[name].map { String($0.trimmingSpace) } ?? ""
        if value.isEmpty {
          missing.append(name)
        } else {
          configuration.providers[index].variableKeys.append(SecretText(value))
        }
      }
      guard !missing.isEmpty else { continue }
      let key = ConfigurationSections.providers.key(of: provider.name) + ".keyVariables"
      let verb = missing.count == 1 ? "is" : "are"
      faults.append(
        ConfigurationFault(
          key: key, origin: origins[key] ?? .none,
          problem: "\(missing.joined(separator: ", ")) \(verb) not set, and should hold a key"))
    }
  }
}
