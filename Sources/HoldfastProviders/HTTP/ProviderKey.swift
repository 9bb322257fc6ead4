/// The secret that opens a provider's API, never printed.
public struct ProviderKey: Sendable, Hashable {
  let value: String

  /// Wraps a key; white space around it, as files and variables tend to have, is left out.
  public init(_ value: String) { self.value = String(value.trimmingSpaces) }
}

extension ProviderKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always the same.
  public var description: String { "<redacted>" }
  /// Always the same.
  public var debugDescription: String { description }
  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
