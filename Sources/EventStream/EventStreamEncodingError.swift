/// The reason why the encoder refused its input.
///
/// Only offsets and field names are held, never the refused bytes, so every description is safe to log.
public enum EventStreamEncodingError: Error, Sendable, Hashable {
  /// The `id` is empty, which would reset the client's last event ID.
  case emptyID
  /// The `id` has a byte other than an ASCII letter, a digit, `-`, `_` or `.` at this offset.
  case forbiddenByteInID(offset: Int)
  /// The data has a control byte, below 0x20, at this offset.
  case controlByteInData(offset: Int)
  /// The comment has a carriage return, a line feed or a NUL at this offset.
  case forbiddenByteInComment(offset: Int)
  /// The reconnection time is below zero.
  case negativeRetry
}

extension EventStreamEncodingError: CustomStringConvertible {
  /// A sentence that holds no part of the refused input.
  public var description: String {
    switch self {
    case .emptyID:
      "an event id must not be empty"
    case .forbiddenByteInID(let offset):
      "an event id may hold ASCII letters, digits, '-', '_' and '.' only; see offset \(offset)"
    case .controlByteInData(let offset):
      "event data must be one line without control bytes; see offset \(offset)"
    case .forbiddenByteInComment(let offset):
      "a comment must not hold a line break or NUL; see offset \(offset)"
    case .negativeRetry:
      "a reconnection time must not be negative"
    }
  }
}
