import GRDB
import HoldfastModel
import HoldfastStores

extension SQLiteSession {
  private static let lastVersion = """
    SELECT coalesce(max(version), 0) FROM artifacts INDEXED BY artifacts_by_version
    WHERE session = ? AND artifact = ?
    """

  private static let insertion = """
    INSERT INTO artifacts (session, artifact, version, kind, title, message, stream, created_at, content)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    """

  private static let columns = """
    SELECT artifact, version, kind, title, message, stream, created_at, content FROM artifacts
    """

  private static let versions =
    columns + " INDEXED BY artifacts_by_version WHERE session = ? AND artifact = ? ORDER BY version"

  private static let newest =
    columns + """
       AS newest WHERE session = ?1 AND version = (
        SELECT max(version) FROM artifacts WHERE session = ?1 AND artifact = newest.artifact)
      ORDER BY (SELECT id FROM artifacts WHERE session = ?1 AND artifact = newest.artifact AND version = 1)
      """

  func lastVersion(of artifact: ArtifactID) throws -> Int {
    try db.first(Self.lastVersion, [id.stored, artifact.stored]) { try $0.int() } ?? 0
  }

  func insert(_ artifact: ArtifactRecord) throws {
    let content = artifact.content
    try StoredBytes.check(content.content.utf8.count)
    try db.run(
      Self.insertion,
      [
        id.stored, content.id.stored, artifact.version, content.kind.rawValue, content.title.stored,
        artifact.message.stored, artifact.stream.stored, artifact.createdAt.stored, content.content.stored,
      ])
  }

  /// All versions of an artifact, oldest first.
  func versions(of artifact: ArtifactID) throws -> [ArtifactRecord] {
    try db.all(Self.versions, [id.stored, artifact.stored]) { try ArtifactRecord(&$0) }
  }

  /// The newest version of each artifact, in the order in which they were begun.
  func newestArtifacts() throws -> [ArtifactRecord] {
    try db.all(Self.newest, [id.stored]) { try ArtifactRecord(&$0) }
  }
}

extension ArtifactRecord {
  fileprivate init(_ columns: inout ColumnReader) throws {
    let id: ArtifactID = try columns.id()
    let version = try columns.int()
    let kind: ArtifactKind = try columns.word()
    let title = try columns.text()
    let message: MessageID = try columns.id()
    let stream: StreamID = try columns.id()
    let createdAt = try columns.time()
    self.init(
      content: ArtifactContent(id: id, kind: kind, title: title, content: try columns.text()),
      version: version, message: message, stream: stream, createdAt: createdAt)
  }
}
