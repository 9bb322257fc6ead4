#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension MySQLSession {
    private static let note = """
      SELECT fingerprint, stream, noted_at FROM holdfast_idempotency_keys WHERE session = ? AND name = ?
      """

    private static let upsert = """
      INSERT INTO holdfast_idempotency_keys (session, name, fingerprint, stream, noted_at) VALUES (?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE fingerprint = ?, stream = ?, noted_at = ?
      """

    private static let move = """
      UPDATE holdfast_idempotency_keys SET stream = ? WHERE session = ? AND stream = ?
      """

    func note(of key: String) throws -> KeyNote? {
      try db.first(Self.note, [.id(id), .text(key)]) { columns in
        KeyNote(
          key: IdempotencyKey(name: key, fingerprint: try columns.bytes()), stream: try columns.id(),
          notedAt: try columns.time())
      }
    }

    func save(_ note: KeyNote) throws {
      let what: [StatementValue] = [.bytes(note.key.fingerprint), .id(note.stream), .time(note.notedAt)]
      try db.run(Self.upsert, [.id(id), .text(note.key.name)] + what + what)
    }

    func moveKeys(from stream: StreamID, to successor: StreamID) throws {
      try db.run(Self.move, [.id(successor), .id(id), .id(stream)])
    }
  }
#endif
