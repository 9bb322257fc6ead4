/// The reason why the parser gave up on a stream.
///
/// The format itself has no syntax errors: whatever a line holds, the standard says how to read or ignore it.
public enum EventStreamParsingError: Error, Sendable, Hashable {
  /// One event needs more bytes than ``EventStreamParser/maximumEventBytes``.
  case eventTooLarge(maximumBytes: Int)
}

extension EventStreamParsingError: CustomStringConvertible {
  /// A sentence that holds no part of the stream.
  public var description: String {
    switch self {
    case .eventTooLarge(let maximumBytes):
      "an event of the stream exceeds the limit of \(maximumBytes) bytes"
    }
  }
}
