import GRDB
import HoldfastModel
import HoldfastStores

extension SQLiteSession {
  /// Claims are cut before what they have stored.
  private static let cuts = [
    """
    UPDATE claims INDEXED BY claims_live_by_place SET cut_by = ?
    WHERE session = ? AND (place, segment) >= (?, ?) AND cut_by IS NULL
    """,
    """
    UPDATE messages INDEXED BY messages_live SET cut_by = ?
    WHERE session = ? AND (place, segment) >= (?, ?) AND cut_by IS NULL
    """,
  ]

  private static let existence = [
    "SELECT 1 FROM claims INDEXED BY claims_cut WHERE session = ? AND cut_by = ? LIMIT 1",
    "SELECT 1 FROM messages INDEXED BY messages_cut WHERE session = ? AND cut_by = ? LIMIT 1",
  ]

  private static let ownCuts = [
    "UPDATE claims INDEXED BY claims_by_stream SET cut_by = ? WHERE session = ? AND stream = ?",
    "UPDATE messages INDEXED BY messages_by_claim SET cut_by = ? WHERE session = ? AND stored_by = ?",
  ]

  private static let remarks = [
    """
    UPDATE claims INDEXED BY claims_cut SET cut_by = ? WHERE session = ? AND cut_by = ? AND stream <> ?
    """,
    """
    UPDATE messages INDEXED BY messages_cut SET cut_by = ? WHERE session = ? AND cut_by = ? AND stored_by <> ?
    """,
  ]

  func cut(from place: Int64, segment: Int, by stream: StreamID) throws {
    for cut in Self.cuts { try db.run(cut, [stream.stored, id.stored, place, segment]) }
  }

  func hasCuts(by stream: StreamID) throws -> Bool {
    for one in Self.existence where try db.exists(one, [id.stored, stream.stored]) { return true }
    return false
  }

  func cutOwn(_ stream: StreamID) throws {
    for cut in Self.ownCuts { try db.run(cut, [stream.stored, id.stored, stream.stored]) }
  }

  func remark(cutBy stream: StreamID, as mark: StreamID?) throws {
    for remark in Self.remarks {
      try db.run(remark, [mark?.stored, id.stored, stream.stored, stream.stored])
    }
  }
}
