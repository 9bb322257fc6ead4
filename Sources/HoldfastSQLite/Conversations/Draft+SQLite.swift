import GRDB
import HoldfastModel
import HoldfastStores

extension Draft {
  private static let one = "SELECT text, updated_at FROM drafts WHERE principal = ? AND session = ?"
  private static let deletion = "DELETE FROM drafts WHERE principal = ? AND session = ?"

  private static let upsert = """
    INSERT INTO drafts (principal, session, text, updated_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (principal, session) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at
    """

  /// The draft of a principal for a session.
  static func find(of principal: Principal, for session: SessionID, in db: Database) throws -> Draft? {
    try db.first(one, [principal.stored, session.stored]) { columns in
      Draft(text: try columns.text(), updatedAt: try columns.time())
    }
  }

  /// Writes the draft in place of the one before.
  func save(of principal: Principal, for session: SessionID, in db: Database) throws {
    try StoredBytes.check(text.utf8.count)
    try db.run(Self.upsert, [principal.stored, session.stored, text.stored, updatedAt.stored])
  }

  /// Deletes the draft.
  static func delete(of principal: Principal, for session: SessionID, in db: Database) throws {
    try db.run(deletion, [principal.stored, session.stored])
  }
}
