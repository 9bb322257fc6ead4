#if MySQL
  /// A password that shows itself nowhere: not in a text, not in a dump.
  public struct MySQLPassword: Sendable, Hashable {
    /// The password itself, for the handshake alone.
    package let text: String

    /// Wraps a password.
    public init(_ text: String) { self.text = text }
  }

  extension MySQLPassword: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The same for every password.
    public var description: String { "<redacted>" }
    /// The same for every password.
    public var debugDescription: String { description }
    /// A mirror without the password.
    public var customMirror: Mirror { Mirror(self, children: []) }
  }
#endif
