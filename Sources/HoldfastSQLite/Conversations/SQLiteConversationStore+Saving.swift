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

  /// Removes a session with its messages, claims, keys and draft, if it is the principal's.
  public func deleteSession(_ id: SessionID, of principal: Principal) async throws -> Bool {
    try await file.write { db in
      guard let session = try SessionRecord.find(id, in: db), session.principal == principal else {
        return false
      }
      try session.delete(in: db)
      return true
    }
  }
}
