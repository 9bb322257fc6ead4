import GRDB
public import HoldfastModel
public import HoldfastStores

extension SQLiteConversationStore {
  /// Saves a reply and settles its claim, in one step, idempotent by stream.
  public func settle(_ settlement: Settlement) async throws -> SettleOutcome {
    try await file.write { db in
      guard let claim = try Claim.find(settlement.key, in: db) else { return .sessionGone }
      guard claim.stream == settlement.stream else { return .notOurs }
      switch claim.state {
      case .ended: return .notOurs
      case .settled: return .alreadySettled
      case .claimed, .unlogged: break
      }
      try settlement.message?.save(in: settlement.key.session, in: db)
      try claim.update(.settled, run: claim.run, in: db)
      try SessionRecord.touch(settlement.key.session, at: settlement.now, in: db)
      return .settled
    }
  }

  /// Clears the session's pointer if it names the stated stream.
  public func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
    try await file.write { db in
      try SessionRecord.clearPointer(of: session, ifNaming: stream, in: db)
    }
  }

  private static let deletions = [
    "DELETE FROM messages WHERE session = ?", "DELETE FROM claims WHERE session = ?",
    "DELETE FROM sessions WHERE session = ?",
  ]

  /// Removes a session with its messages, claims and draft, if it is the principal's.
  public func deleteSession(_ id: SessionID, of principal: Principal) async throws -> Bool {
    try await file.write { db in
      guard try SessionRecord.find(id, in: db)?.principal == principal else { return false }
      for deletion in Self.deletions { try db.run(deletion, [id.stored]) }
      try Draft.delete(of: principal, for: id, in: db)
      return true
    }
  }
}
