import Crypto

/// The secret that requests to a tool are signed with, never printed.
public struct ToolSecret: Sendable, Hashable {
  let value: String

  /// Wraps a secret; white space around it, as files and variables tend to have, is left out.
  public init(_ value: String) {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    let start = value.drop(while: isSpace)
    let end = start.lastIndex { !isSpace($0) }
    self.value = String(end.map { start[...$0] } ?? "")
  }

  var key: SymmetricKey { SymmetricKey(data: Array(value.utf8)) }
}

extension ToolSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Always the same.
  public var description: String { "<redacted>" }
  /// Always the same.
  public var debugDescription: String { description }
  /// Shows nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
