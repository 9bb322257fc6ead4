public import HoldfastModel

/// A conversation, without its messages.
public struct SessionRecord: Sendable, Hashable {
  /// The session.
  public var id: SessionID
  /// Whose it is.
  public var principal: Principal
  /// The beginning of the first message.
  public var title: String
  /// The pointer: the stream that a resume without a cursor means.
  public var activeStream: StreamID?
  /// When it was made.
  public var createdAt: Timestamp
  /// The time of the last claim or settlement.
  public var updatedAt: Timestamp

  /// Makes a record.
  public init(
    id: SessionID, principal: Principal, title: String, activeStream: StreamID?, createdAt: Timestamp,
    updatedAt: Timestamp
  ) {
    self.id = id
    self.principal = principal
    self.title = title
    self.activeStream = activeStream
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }

  /// The place after which the next page of a list goes on.
  public var pageKey: PageKey { PageKey(updatedAt: updatedAt, id: id) }

  /// A place in the list of sessions, newest first.
  public struct PageKey: Sendable, Hashable {
    /// When it changed last.
    public var updatedAt: Timestamp
    /// The session.
    public var id: SessionID

    /// Makes a place.
    public init(updatedAt: Timestamp, id: SessionID) {
      self.updatedAt = updatedAt
      self.id = id
    }
  }

  /// The longest title, in characters.
  public static let titleLength = 80

  /// The title that a first message gives: its first line, shortened.
  public static func title(of message: UIMessage) -> String {
    let words = message.text.split(whereSeparator: \.isNewline).first ?? ""
    let line = words.trimmingSuffix(while: \.isWhitespace).drop(while: \.isWhitespace)
    guard !line.isEmpty else { return "New conversation" }
    return line.count <= titleLength ? String(line) : line.prefix(titleLength - 1) + "…"
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while predicate: (Character) -> Bool) -> Substring {
    var end = endIndex
    while end > startIndex, predicate(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}

/// A prompt that was not sent yet.
public struct Draft: Sendable, Hashable {
  /// What was written.
  public var text: String
  /// When it changed last.
  public var updatedAt: Timestamp

  /// Makes a draft.
  public init(text: String, updatedAt: Timestamp) {
    self.text = text
    self.updatedAt = updatedAt
  }
}
