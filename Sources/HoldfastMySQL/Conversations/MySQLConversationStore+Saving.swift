#if MySQL
  public import HoldfastModel
  public import HoldfastStores

  extension MySQLConversationStore {
    /// Saves a reply and settles its claim, in one step, idempotent by stream.
    public func settle(_ settlement: Settlement) async throws -> SettleOutcome {
      try await write(in: settlement.session) { lost, last in
        lost == .settled && last == .alreadySettled ? lost : last
      } _: { session in
        try session.settle(settlement)
      }
    }

    /// Clears the session's pointer if it names the stated stream.
    public func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
      try await write(in: session) { session in try session.clearPointer(ifNaming: stream) }
    }

    /// Removes a session with its messages, claims, keys and draft, if it is the principal's.
    public func deleteSession(_ id: SessionID, of principal: Principal) async throws -> Bool {
      // Whoever finds it gone, having found it there, has removed it or come to the same.
      try await write(in: id) { lost, last in
        lost || last
      } _: { session in
        guard let record = session.head?.record, record.principal == principal else { return false }
        try record.delete(in: session.db)
        return true
      }
    }
  }
#endif
