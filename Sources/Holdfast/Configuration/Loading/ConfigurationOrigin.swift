/// Where the value of a setting came from.
public enum ConfigurationOrigin: Sendable, Hashable {
  /// A flag of the command line, with its dashes.
  case flag(String)
  /// An environment variable.
  case variable(String)
  /// The configuration file.
  case file(String)
  /// Nowhere: it is the default, or was set by the program.
  case none

  /// The origin in a word: the flag, the variable, the path of the file, or `default`.
  public var name: String {
    switch self {
    case .flag(let name), .variable(let name), .file(let name): name
    case .none: "default"
    }
  }
}
