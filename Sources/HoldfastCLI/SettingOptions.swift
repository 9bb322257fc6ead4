import ArgumentParser
import FoundationEssentials
import Holdfast

/// The flags that give settings.
///
/// Secrets have none: the arguments of a process can be read by others.
struct SettingOptions: ParsableArguments {
  @Option(
    name: .customLong(SettingNames.fileFlag),
    help: ArgumentHelp(
      "The configuration file, in YAML.",
      discussion: "Also \(SettingNames.fileVariable); else \(SettingNames.defaultFile), if there is one.",
      valueName: "path"))
  var file: String?

  @Option(\.http.host) var host: String?
  @Option(\.http.port) var port: String?
  @Option(\.http.origins) var origins: String?
  @Option(\.admin.host) var adminHost: String?
  @Option(\.admin.port) var adminPort: String?
  @Option(\.dataDirectory) var dataDirectory: String?
  @Option(\.durability) var durability: String?
  @Option(\.provider.access.kind) var provider: String?
  @Option(\.provider.access.url) var providerURL: String?
  @Option(\.provider.model) var providerModel: String?
  @Option(\.provider.access.scenario) var scenario: String?
  @Option(\.log.level) var logLevel: String?

  /// What was given, by setting.
  private var values: [(PartialKeyPath<HoldfastConfiguration>, String?)] {
    [
      (\.http.host, host), (\.http.port, port), (\.http.origins, origins), (\.admin.host, adminHost),
      (\.admin.port, adminPort), (\.dataDirectory, dataDirectory), (\.durability, durability),
      (\.provider.access.kind, provider), (\.provider.access.url, providerURL),
      (\.provider.model, providerModel),
      (\.provider.access.scenario, scenario), (\.log.level, logLevel),
    ]
  }

  func validate() {
    let withFlag = Setting.all.filter { $0.flag != nil }.map(\.key)
    precondition(Set(values.map { Setting.at($0.0).key }) == Set(withFlag), "a flag of the table is not read")
  }

  /// Reads the configuration from flags, environment and file.
  func load() -> LoadedConfiguration {
    var flags: [String: String] = [:]
    for (path, value) in values { flags[Setting.at(path).key] = value }
    return ConfigurationLoader(flags: flags, file: file, environment: ProcessInfo.processInfo.environment)
      .load()
  }
}
