#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension EffectEntry {
    private static let ofStream = """
      SELECT body FROM holdfast_effects WHERE session = ? AND stream = ? ORDER BY number, call_digest
      """

    private static let upsert = """
      INSERT INTO holdfast_effects (session, stream, call_digest, number, body)
      VALUES (?, ?, UNHEX(SHA2(?, 256)), ?, ?)
      ON DUPLICATE KEY UPDATE number = ?, body = ?
      """

    /// What the tool calls of a stream came to, in their order.
    static func all(
      of stream: StreamID, in session: SessionID, in db: MySQLConnection
    ) throws -> [EffectEntry] {
      try db.all(ofStream, [.id(session), .id(stream)]) { columns in
        guard let entry = EffectEntry(json: try columns.json()) else { throw columns.damage("is no effect") }
        return entry
      }
    }

    /// Writes the entry in place of what was known of the call before.
    func save(of stream: StreamID, in session: SessionID, in db: MySQLConnection) throws {
      let what: [StatementValue] = [.number(number), try StoredJSON.value(json)]
      try db.run(Self.upsert, [.id(session), .id(stream), .text(call)] + what + what)
    }
  }
#endif
