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
    var inspection = ConfigurationInspection(self, origins: origins, unreadable: unreadable)
    for setting in Setting.all where !unreadable.contains(setting.key) {
      do { try setting.check(self) } catch {
        inspection.find(error.text, at: setting.key, allowed: setting.allowed)
      }
    }
    for rule in ConfigurationRule.all {
      let key = Setting.at(rule.subject).key
      let keys = [key] + rule.others.map { Setting.at($0).key }
      guard inspection.faulty.isDisjoint(with: keys), let problem = rule.problem(self) else { continue }
      inspection.find(problem, at: key)
    }
    for section in ConfigurationSections.all { section.check(in: &inspection) }
    inspection.checkSingleProvider()
    inspection.checkProviders()
    inspection.checkAgents()
    inspection.checkModels()
    inspection.checkTools()
    inspection.checkPlans()
    return inspection.faults
  }
}
