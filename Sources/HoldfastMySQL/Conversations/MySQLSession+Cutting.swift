#if MySQL
  import HoldfastModel
  import HoldfastStores

  extension MySQLSession {
    /// Claims are cut before what they have stored.
    private static let cuts = [
      """
      UPDATE holdfast_claims SET cut_by = ?
      WHERE session = ? AND live = 1 AND place >= ? AND (place > ? OR segment >= ?)
      """,
      """
      UPDATE holdfast_messages SET cut_by = ?
      WHERE session = ? AND live = 1 AND place >= ? AND (place > ? OR segment >= ?)
      """,
    ]

    private static let existence = [
      "SELECT 1 FROM holdfast_claims WHERE session = ? AND cut_by = ? LIMIT 1",
      "SELECT 1 FROM holdfast_messages WHERE session = ? AND cut_by = ? LIMIT 1",
    ]

    private static let ownCuts = [
      "UPDATE holdfast_claims SET cut_by = ? WHERE session = ? AND stream = ?",
      "UPDATE holdfast_messages SET cut_by = ? WHERE session = ? AND stored_by = ?",
    ]

    private static let remarks = [
      "UPDATE holdfast_claims SET cut_by = ? WHERE session = ? AND cut_by = ? AND stream <> ?",
      "UPDATE holdfast_messages SET cut_by = ? WHERE session = ? AND cut_by = ? AND stored_by <> ?",
    ]

    func cut(from place: Int64, segment: Int, by stream: StreamID) throws {
      for cut in Self.cuts {
        try db.run(cut, [.id(stream), .id(id), .integer(place), .integer(place), .number(segment)])
      }
    }

    func hasCuts(by stream: StreamID) throws -> Bool {
      for one in Self.existence where try db.exists(one, [.id(id), .id(stream)]) { return true }
      return false
    }

    func cutOwn(_ stream: StreamID) throws {
      for cut in Self.ownCuts { try db.run(cut, [.id(stream), .id(id), .id(stream)]) }
    }

    func remark(cutBy stream: StreamID, as mark: StreamID?) throws {
      for remark in Self.remarks { try db.run(remark, [.id(mark), .id(id), .id(stream), .id(stream)]) }
    }
  }
#endif
