/// What is wrong with a secret, a key or a setting, found when the server starts.
///
/// The description names files and settings, never the secret itself, so it is safe to log.
public struct SecurityError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A name of one kind of error: an open set, compared with `==`.
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// The name.
    public let description: String
    /// Makes a code.
    public init(_ name: String) { description = name }

    /// A secret of too few bytes.
    public static let secretTooShort = Self("secretTooShort")
    /// A secret file that others may read or change.
    public static let unsafePermissions = Self("unsafePermissions")
    /// A secret file that does not hold what was once written.
    public static let damagedFile = Self("damagedFile")
    /// A file that could not be read or made.
    public static let fileUnavailable = Self("fileUnavailable")
    /// Token settings that contradict each other or verify nothing.
    public static let invalidTokenSettings = Self("invalidTokenSettings")
    /// An origin that is not written as browsers send it.
    public static let invalidOrigin = Self("invalidOrigin")
  }

  /// What kind of error it is.
  public var code: Code
  /// What is wrong, and what to do about it.
  public var message: String

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The code and the message.
  public var description: String { "\(code): \(message)" }
}
