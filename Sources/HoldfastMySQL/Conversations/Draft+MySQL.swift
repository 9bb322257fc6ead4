#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension Draft {
    private static let one = """
      SELECT content, updated_at FROM holdfast_drafts WHERE session = ? AND principal = ?
      """

    private static let deletion = "DELETE FROM holdfast_drafts WHERE session = ? AND principal = ?"

    private static let upsert = """
      INSERT INTO holdfast_drafts (session, principal, content, updated_at) VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE content = ?, updated_at = ?
      """

    /// The draft of a principal for a session.
    static func find(
      of principal: Principal, for session: SessionID, in db: MySQLConnection
    ) throws -> Draft? {
      try db.first(one, [.id(session), .principal(principal)]) { columns in
        Draft(text: try columns.text(), updatedAt: try columns.time())
      }
    }

    /// Writes the draft in place of the one before.
    func save(of principal: Principal, for session: SessionID, in db: MySQLConnection) throws {
      let content = try StoredJSON.value(text)
      try db.run(
        Self.upsert,
        [.id(session), .principal(principal), content, .time(updatedAt), content, .time(updatedAt)])
    }

    /// Deletes the draft.
    static func delete(of principal: Principal, for session: SessionID, in db: MySQLConnection) throws {
      try db.run(deletion, [.id(session), .principal(principal)])
    }
  }
#endif
