public import HoldfastModel

/// What an artifact is.
public enum ArtifactKind: String, Sendable, Hashable, CaseIterable {
  case code, diagram, text
}

/// What a reply adds to an artifact: a new one, or a further version of one.
public struct ArtifactContent: Sendable, Hashable {
  /// The artifact.
  public var id: ArtifactID
  /// What it is.
  public var kind: ArtifactKind
  /// What it is called.
  public var title: String
  /// All of it.
  public var content: String

  /// Makes a content.
  public init(id: ArtifactID, kind: ArtifactKind, title: String, content: String) {
    self.id = id
    self.kind = kind
    self.title = title
    self.content = content
  }
}

/// One version of an artifact as it is kept.
public struct ArtifactRecord: Sendable, Hashable {
  /// What it holds.
  public var content: ArtifactContent
  /// Which version it is, from 1.
  public var version: Int
  /// The reply that made it.
  public var message: MessageID
  /// The stream that made it.
  public var stream: StreamID
  /// When it was saved.
  public var createdAt: Timestamp

  /// Makes a record.
  public init(
    content: ArtifactContent, version: Int, message: MessageID, stream: StreamID, createdAt: Timestamp
  ) {
    self.content = content
    self.version = version
    self.message = message
    self.stream = stream
    self.createdAt = createdAt
  }
}
