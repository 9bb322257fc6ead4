/// A name of one thing: text that travels unchanged through wire, logs and stores.
public protocol Identifier: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible
where RawValue == String {
  /// Wraps a text that is already known to be such a name.
  init(rawValue: String)
}

extension Identifier {
  /// The name itself.
  public var description: String { rawValue }

  /// Orders names by their text: for those that ``IDMaker`` makes, by time.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Names one conversation.
///
/// Chosen by the client.
public struct SessionID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names one message.
///
/// Chosen by the client for user messages, by Holdfast for replies.
public struct MessageID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names the durable log of one reply.
///
/// Made of digits and letters only, so that it can stand in a cursor.
public struct StreamID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names the work that fills a stream.
public struct RunID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names what is set aside of a principal's quota for one reply.
public struct ReservationID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names one artifact; it carries the name of its session.
public struct ArtifactID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names one Holdfast process, anew at every start.
public struct NodeID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// Names one HTTP request.
public struct RequestID: Identifier {
  /// The name itself.
  public let rawValue: String
  /// Wraps a text that is already known to be such a name.
  public init(rawValue: String) { self.rawValue = rawValue }
}

/// What a client may choose as a name.
public enum ClientIdentifier {
  /// The longest name, in bytes.
  public static let maximumBytes = 128

  /// Whether a text can name a session or a message: 1 to 128 visible ASCII characters, without `/`.
  ///
  /// Names travel in header fields and paths, so nothing that would need escaping in a header is taken.
  public static func isValid(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= maximumBytes
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
  }
}
