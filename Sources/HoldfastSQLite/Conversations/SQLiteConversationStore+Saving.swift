public import HoldfastModel
public import HoldfastStores

extension SQLiteConversationStore {
  /// Saves a reply and settles its claim, in one step, idempotent by stream.
  public func settle(_ settlement: Settlement) async throws -> SettleOutcome {
    try await file.write { db in
      var session = SQLiteSession(db: db, id: settlement.session)
      return try session.settle(settlement)
    }
  }

  /// Clears the session's pointer if it names the stated stream.
  public func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
    try await file.write { db in
      var session = SQLiteSession(db: db, id: session)
      try session.clearPointer(ifNaming: stream)
    }
  }

  /// Removes a session with all that belongs to it, if it is the principal's, and leaves a tombstone.
  public func deleteSession(
    _ id: SessionID, of principal: Principal, now: Timestamp
  ) async throws -> Tombstone? {
    try await file.write { db in
      if let tombstone = try Tombstone.find(id, in: db) {
        return tombstone.principal == principal ? tombstone : nil
      }
      guard let session = try SessionRecord.find(id, in: db), session.principal == principal else {
        return nil
      }
      let tombstone = try Tombstone.make(of: session, now: now, in: db)
      try session.delete(in: db)
      return tombstone
    }
  }
}
