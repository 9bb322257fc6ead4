extension HoldfastConfiguration {
  /// Reads a configuration from flags, the environment and a file.
  ///
  /// Flags come before the environment, the environment before the file, the file before the defaults.
  /// `docs/configuration.md` lists every setting.
  ///
  /// Blocks while it reads the file: meant for the start of a process.
  ///
  /// - Parameters:
  ///   - flags: Values that come before all others, by their names in the file, such as `http.port`.
  ///   - file: The path of a YAML file; `nil` for the one that `HOLDFAST_CONFIG` names, else for `holdfast.yaml` in
  ///     the working directory, if there is one.
  ///   - environment: The environment, of which the variables that begin with `HOLDFAST_` count.
  /// - Throws: ``ConfigurationFaults`` with all that is wrong, names that no setting has included.
  public static func load(
    flags: [String: String] = [:], file: String? = nil, environment: [String: String]
  ) throws(ConfigurationFaults) -> HoldfastConfiguration {
    try ConfigurationLoader(flags: flags, file: file, environment: environment).load().valid()
  }
}
