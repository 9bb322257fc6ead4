/// Looks through a configuration, and collects what is wrong with it.
struct ConfigurationInspection {
  /// What is looked through.
  let configuration: HoldfastConfiguration
  /// Where the settings came from, by key.
  let origins: [String: ConfigurationOrigin]
  /// The keys about which something is known to be wrong; no rule says more about them.
  private(set) var faulty: Set<String>
  /// What was found.
  private(set) var faults: [ConfigurationFault] = []

  /// Makes an inspection that has found nothing yet.
  ///
  /// - Parameter unreadable: The keys of settings that have their default because their value could not be read.
  init(
    _ configuration: HoldfastConfiguration, origins: [String: ConfigurationOrigin], unreadable: Set<String>
  ) {
    self.configuration = configuration
    self.origins = origins
    faulty = unreadable
  }

  /// Whether a value was given, right or wrong.
  func isGiven(_ key: String) -> Bool { origins[key] != nil }

  /// Notes what is wrong with the value of a key; of each key the first thing counts.
  mutating func find(_ problem: String, at key: String, allowed: String? = nil) {
    guard faulty.insert(key).inserted else { return }
    faults.append(
      ConfigurationFault(key: key, origin: origins[key] ?? .none, problem: problem, allowed: allowed))
  }
}
