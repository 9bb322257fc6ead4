#if MySQL
  import HoldfastModel
  import HoldfastStores
  import Synchronization

  extension MySQLConversationStore {
    /// Reads in one statement, which sees every write that returned before.
    func read<Value: Sendable>(
      _ body: @escaping @Sendable (MySQLConnection) throws -> Value
    ) async throws -> Value {
      try await primary.run { slot, deadline in try slot.run(until: deadline, body) }
    }

    /// Reads what need not be the newest: from the replica, where there is one and it answers.
    func readAround<Value: Sendable>(
      _ body: @escaping @Sendable (MySQLConnection) throws -> Value
    ) async throws -> Value {
      if let replica {
        do {
          return try await replica.run { slot, deadline in try slot.run(until: deadline, body) }
        } catch let error as StoreError where error.isRetriable {
          // A replica that is away or behind its schema is not missed.
        }
      }
      return try await read(body)
    }

    /// Writes with statements of which each commits by itself and may be repeated.
    func writeOne<Value: Sendable>(
      _ body: @escaping @Sendable (MySQLConnection) throws -> Value
    ) async throws -> Value {
      try await primary.run { slot, deadline in
        try slot.run(until: deadline) { db in
          do {
            return try body(db)
          } catch let failure as MySQLFailure {
            // One that was never sent leaves nothing in doubt.
            throw failure.at(failure.code == MySQLFailure.Code.overdue ? .write : .commit)
          }
        }
      }
    }

    /// Writes in one transaction that has the session to itself.
    ///
    /// - Parameters:
    ///   - id: The session, which need not exist.
    ///   - settle: What the call answers when the transaction was run again because the answer to its commit got lost: made
    ///     of what it answered then, and what it answered at last.
    ///   - body: What is read and written; run again, it must do the same.
    func write<Value: Sendable>(
      in id: SessionID,
      settling settle: @escaping @Sendable (_ lost: Value, _ last: Value) -> Value = { $1 },
      _ body: @escaping @Sendable (inout MySQLSession) throws -> Value
    ) async throws -> Value {
      try await transact(settling: settle) { db in
        var session = try MySQLSession.locking(id, in: db)
        let wasThere = session.head != nil
        do {
          return try body(&session)
        } catch var failure as MySQLFailure where failure.code == MySQLFailure.Code.duplicate {
          // Nobody can hold the lock of a row that is not there: two first writes meet at the first unique
          // key, and the second one, run again, finds the session.
          failure.isRace = !wasThere
          throw failure
        }
      }
    }

    /// Writes in one transaction.
    ///
    /// - Parameters:
    ///   - settle: What the call answers when the transaction was run again because the answer to its commit
    ///     got lost: made of what it answered then, and what it answered at last.
    ///   - body: What is read and written, a lock first; run again, it must do the same.
    func transact<Value: Sendable>(
      settling settle: @escaping @Sendable (_ lost: Value, _ last: Value) -> Value = { $1 },
      _ body: @escaping @Sendable (MySQLConnection) throws -> Value
    ) async throws -> Value {
      try await primary.run { slot, deadline in
        var lost: Value?
        return try slot.run(until: deadline) { db in
          let earlier = lost
          let value: Value = try db.transact(body, beforeCommit: { (value: Value) in lost = value })
          return earlier.map { settle($0, value) } ?? value
        }
      }
    }
  }
#endif
