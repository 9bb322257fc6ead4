import HoldfastSecurity

extension LoadedConfiguration {
  /// Reads the secrets of tools from the variables that hold them; one that is not set is a fault.
  mutating func readSecrets(from environment: [String: String]) {
    for index in configuration.tools.indices {
      let tool = configuration.tools[index]
      // What is no name of a variable may be a secret that was put in the wrong place.
      guard let name = tool.secretVariable, ProviderKeyRules.isVariable(name) else { continue }
      let value = environment[name].map { String($0.trimmingSpace) } ?? ""
      if !value.isEmpty {
        configuration.tools[index].variableSecret = SecretText(value)
        continue
      }
      let key = ConfigurationSections.tools.key(of: tool.name) + ".secretVariable"
      faults.append(
        ConfigurationFault(
          key: key, origin: origins[key] ?? .none, problem: "\(name) is not set, and should hold a secret"))
    }
  }
}
