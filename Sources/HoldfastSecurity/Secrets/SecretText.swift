/// A text that must not be seen: printing, dumping and interpolating it shows `<redacted>`.
public struct SecretText: Sendable {
  private let text: String

  /// Wraps a text.
  public init(_ text: String) { self.text = text }

  /// The text itself, for the one place that needs it.
  public func reveal() -> String { text }

  /// Whether there is no text.
  public var isEmpty: Bool { text.isEmpty }
}

extension SecretText: Equatable {
  /// Whether two secrets are the same bytes, in constant time.
  public static func == (left: SecretText, right: SecretText) -> Bool {
    ConstantTime.areEqual(Array(left.text.utf8), Array(right.text.utf8))
  }
}

extension SecretText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// `<redacted>`.
  public var description: String { "<redacted>" }
  /// `<redacted>`.
  public var debugDescription: String { "<redacted>" }
  /// A mirror without children, so that `dump` and reflection show nothing either.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
