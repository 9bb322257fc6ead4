/// What was read: the values, where each came from, and all that is wrong with them.
package struct LoadedConfiguration: Sendable {
  /// The values; a setting whose value could not be read has its default.
  package var configuration = HoldfastConfiguration()
  /// Where the settings that were given came from, by key.
  package var origins: [String: ConfigurationOrigin] = [:]
  /// The keys of settings whose value could not be read.
  package var unreadable: Set<String> = []
  /// All that is wrong.
  package var faults: [ConfigurationFault] = []

  /// The configuration.
  ///
  /// - Throws: ``ConfigurationFaults`` when anything is wrong with it.
  package func valid() throws(ConfigurationFaults) -> HoldfastConfiguration {
    if let faults = ConfigurationFaults(faults) { throw faults }
    return configuration
  }
}
