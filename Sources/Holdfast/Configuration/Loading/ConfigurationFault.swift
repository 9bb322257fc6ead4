/// One thing that is wrong with a configuration.
///
/// It may be logged: it never holds a secret, nor the value of a setting that is not known.
public struct ConfigurationFault: Error, Sendable, Hashable {
  /// The setting, by its name in the file; `nil` when the fault is not that of one setting.
  public var key: String?
  /// Where the value came from.
  public var origin: ConfigurationOrigin
  /// What is wrong.
  public var problem: String
  /// What is allowed, where that is not said by what is wrong.
  public var allowed: String?

  /// Makes a fault.
  public init(key: String? = nil, origin: ConfigurationOrigin, problem: String, allowed: String? = nil) {
    self.key = key
    self.origin = origin
    self.problem = problem
    self.allowed = allowed
  }
}

extension ConfigurationFault: CustomStringConvertible {
  /// One line: where, what is wrong, what is allowed.
  public var description: String {
    let allowed = allowed.map { "; allowed: \($0)" } ?? ""
    return "\(place): \(problem)\(allowed)".onOneLine
  }

  private var place: String {
    switch (origin, key) {
    case (.flag(let name), _), (.variable(let name), _), (.file(let name), nil): return name
    case (.file(let path), let key?): return "\(path), \(key)"
    case (.none, let key?): return Setting.named(key).map { "\(key) (\($0.variable))" } ?? key
    case (.none, nil): return "configuration"
    }
  }
}

extension String {
  /// The text with its control characters written as escapes, so that it is one line and does nothing to a terminal.
  fileprivate var onOneLine: String {
    var result = ""
    for scalar in unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: result += scalar.escaped(asASCII: true)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
