#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension ArtifactRecord {
    private static let columns = "SELECT artifact, kind, title, content, version, message, stream, created_at"

    /// The session is named once, so that a sharded database sees that one shard has it all.
    private static let newest =
      columns + """
         FROM (
          SELECT session AS newest_session, artifact AS newest_artifact, MAX(version) AS newest_version,
            MIN(number) AS begun_number
          FROM holdfast_artifacts WHERE session = ? GROUP BY session, artifact) AS newest
        JOIN holdfast_artifacts
          ON session = newest_session AND artifact = newest_artifact AND version = newest_version
        ORDER BY begun_number
        """

    private static let ofArtifact =
      columns + " FROM holdfast_artifacts WHERE session = ? AND artifact = ? ORDER BY version"

    private static let last = """
      SELECT COALESCE(MAX(version), 0) FROM holdfast_artifacts WHERE session = ? AND artifact = ?
      """

    private static let lastNumber = """
      SELECT COALESCE(MAX(number), 0) FROM holdfast_artifacts WHERE session = ?
      """

    private static let insertion = """
      INSERT INTO holdfast_artifacts (
        session, artifact, kind, title, content, version, message, stream, created_at, number)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """

    /// Reads ``columns``.
    private init(_ columns: inout ColumnReader) throws {
      let content = ArtifactContent(
        id: try columns.id(), kind: try columns.word(), title: try columns.text(),
        content: try columns.text())
      self.init(
        content: content, version: try columns.int(), message: try columns.id(), stream: try columns.id(),
        createdAt: try columns.time())
    }

    /// The newest version of each artifact of a session, in the order in which they were begun.
    static func newest(in session: SessionID, in db: MySQLConnection) throws -> [ArtifactRecord] {
      try db.all(newest, [.id(session)]) { try ArtifactRecord(&$0) }
    }

    /// All versions of an artifact, oldest first.
    static func all(
      of artifact: ArtifactID, in session: SessionID, in db: MySQLConnection
    ) throws -> [ArtifactRecord] {
      try db.all(ofArtifact, [.id(session), .id(artifact)]) { try ArtifactRecord(&$0) }
    }

    /// The highest version of an artifact; 0 when there is none.
    static func lastVersion(
      of artifact: ArtifactID, in session: SessionID, in db: MySQLConnection
    ) throws -> Int {
      try db.first(last, [.id(session), .id(artifact)]) { try $0.int() } ?? 0
    }

    /// Writes the version, as the newest of its session.
    func insert(in session: SessionID, in db: MySQLConnection) throws {
      let number = try db.first(Self.lastNumber, [.id(session)]) { try $0.int() } ?? 0
      try db.run(
        Self.insertion,
        [
          .id(session), .id(content.id), .word(content.kind), .text(content.title),
          try StoredJSON.value(content.content), .number(version), .id(message), .id(stream),
          .time(createdAt), .number(number + 1),
        ])
    }
  }
#endif
