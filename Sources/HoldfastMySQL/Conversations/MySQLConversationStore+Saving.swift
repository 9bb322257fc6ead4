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
  }
#endif
