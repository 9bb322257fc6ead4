extension HoldfastConfiguration {
  /// Checks every setting, and the rules between them.
  ///
  /// - Throws: ``ConfigurationFaults`` with all that is wrong.
  public func validate() throws(ConfigurationFaults) {
    if let faults = ConfigurationFaults(faults(origins: [:], except: [])) { throw faults }
  }

  /// All that is wrong.
  ///
  /// - Parameters:
  ///   - origins: Where the settings came from, by key.
  ///   - unreadable: The keys of settings that have their default because their value could not be read. Neither they
  ///     nor the rules about them are checked.
  func faults(
    origins: [String: ConfigurationOrigin], except unreadable: Set<String>
  ) -> [ConfigurationFault] {
    var faults: [ConfigurationFault] = []
    var faulty = unreadable
    for setting in Setting.all where !unreadable.contains(setting.key) {
      do {
        try setting.check(self)
      } catch {
        faulty.insert(setting.key)
        faults.append(
          ConfigurationFault(
            key: setting.key, origin: origins[setting.key] ?? .none, problem: error.text,
            allowed: setting.allowed))
      }
    }
    for rule in ConfigurationRule.all {
      let key = Setting.at(rule.subject).key
      let keys = [key] + rule.others.map { Setting.at($0).key }
      guard faulty.isDisjoint(with: keys), let problem = rule.problem(self) else { continue }
      faults.append(ConfigurationFault(key: key, origin: origins[key] ?? .none, problem: problem))
    }
    return faults
  }
}
