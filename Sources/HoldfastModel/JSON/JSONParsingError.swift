/// Why a text is not the JSON that was asked for.
public struct JSONParsingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong: a closed set, safe to log and to show.
  public enum Reason: String, Sendable, Hashable {
    case unexpectedEnd, unexpectedByte, invalidNumber, invalidString, invalidUTF8, tooDeep, trailingBytes
  }

  /// What is wrong.
  public var reason: Reason
  /// The byte at which it was seen, counted from 0.
  public var offset: Int

  /// The reason and the place; holds nothing of the text itself.
  public var description: String { "not valid JSON: \(reason.rawValue) at byte \(offset)" }
}
