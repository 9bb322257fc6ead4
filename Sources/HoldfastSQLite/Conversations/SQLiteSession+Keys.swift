import Foundation
import GRDB
import HoldfastModel
import HoldfastStores

extension SQLiteSession {
  private static let note = """
    SELECT fingerprint, stream, noted_at FROM idempotency_keys WHERE session = ? AND name = ?
    """

  private static let upsert = """
    INSERT INTO idempotency_keys (session, name, fingerprint, stream, noted_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (session, name) DO UPDATE SET
      fingerprint = excluded.fingerprint, stream = excluded.stream, noted_at = excluded.noted_at
    """

  private static let move = "UPDATE idempotency_keys SET stream = ? WHERE session = ? AND stream = ?"

  func note(of key: String) throws -> KeyNote? {
    try db.first(Self.note, [id.stored, key.stored]) { columns in
      KeyNote(
        key: IdempotencyKey(name: key, fingerprint: try columns.bytes()), stream: try columns.id(),
        notedAt: try columns.time())
    }
  }

  func save(_ note: KeyNote) throws {
    try db.run(
      Self.upsert,
      [
        id.stored, note.key.name.stored, Data(note.key.fingerprint), note.stream.stored, note.notedAt.stored,
      ])
  }

  func moveKeys(from stream: StreamID, to successor: StreamID) throws {
    try db.run(Self.move, [successor.stored, id.stored, stream.stored])
  }
}
