/// Why a configuration makes no tool.
public struct HTTPToolError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The address that is missing or cannot be used.
  public enum Field: String, Sendable, Hashable {
    case url, compensateURL, statusURL
  }

  /// The address that is missing or cannot be used.
  public let field: Field
  /// What is wrong with it.
  public let message: String

  /// The address by its name and what is wrong with it, without what it is.
  public var description: String { "\(field.rawValue) \(message)" }
}
