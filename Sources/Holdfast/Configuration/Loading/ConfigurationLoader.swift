import Configuration

/// Reads a configuration: flags come before the environment, the environment before the file, the file before the
/// defaults.
package struct ConfigurationLoader: Sendable {
  /// The flags that were given, by key.
  package var flags: [String: String]
  /// The file that was named by a flag.
  package var file: String?
  /// The environment.
  package var environment: [String: String]
  /// The file that is read when none is named; it may be missing.
  package var defaultFile: String

  /// Makes a loader.
  package init(
    flags: [String: String] = [:], file: String? = nil, environment: [String: String] = [:],
    defaultFile: String = SettingNames.defaultFile
  ) {
    self.flags = flags
    self.file = file
    self.environment = environment
    self.defaultFile = defaultFile
  }

  /// Reads everything and finds every fault.
  ///
  /// Reads at most one file, and blocks while it does.
  package func load() -> LoadedConfiguration {
    let variables = EnvironmentVariables(environment)
    var result = LoadedConfiguration()
    var sources: [ConfigurationSource] = [.flags(flags), .environment(variables)]
    var unknown: [ConfigurationFault] = []
    do {
      if let file = try read(named: variables) {
        unknown = file.unknown
        sources.append(.file(file))
        for section in ConfigurationSections.all { section.read(file, into: &result) }
      }
    } catch {
      unknown = [error]
    }
    result.readKeys(from: environment)
    result.readSecrets(from: environment)
    // A variable with a key may have any name, one that looks like a setting's included.
    let keys =
      result.configuration.providers.flatMap(\.keyVariables)
      + result.configuration.tools.compactMap(\.secretVariable)
    result.faults = unknownFlags + variables.unknown(except: Set(keys)) + unknown + result.faults
    for setting in Setting.all { result.read(setting, from: sources) }
    result.faults += result.configuration.faults(origins: result.origins, except: result.unreadable)
    return result
  }

  private var unknownFlags: [ConfigurationFault] {
    flags.keys.sorted().filter { Setting.named($0) == nil }.map { key in
      ConfigurationFault(key: key, origin: .flag(key), problem: "is no setting")
    }
  }

  /// Reads the file that a flag names, else the one that the environment names, else the default one.
  private func read(named environment: EnvironmentVariables) throws(ConfigurationFault) -> ConfigurationFile?
  {
    if let file {
      return try ConfigurationFile(path: file, namedBy: .flag("--" + SettingNames.fileFlag))
    }
    if let file = environment.file {
      return try ConfigurationFile(path: file, namedBy: .variable(SettingNames.fileVariable))
    }
    return try ConfigurationFile(path: defaultFile, namedBy: .none)
  }
}

extension LoadedConfiguration {
  /// Reads a setting from the first source that has it.
  fileprivate mutating func read(_ setting: Setting, from sources: [ConfigurationSource]) {
    for source in sources {
      do {
        guard let value = try source.value(of: setting) else { continue }
        origins[setting.key] = source.origin(setting)
        try setting.parse(value, &configuration)
      } catch {
        origins[setting.key] = source.origin(setting)
        unreadable.insert(setting.key)
        faults.append(
          ConfigurationFault(
            key: setting.key, origin: source.origin(setting), problem: error.text, allowed: setting.allowed))
      }
      return
    }
  }
}
