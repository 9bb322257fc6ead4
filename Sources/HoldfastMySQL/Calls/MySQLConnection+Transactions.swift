#if MySQL
  extension MySQLConnection {
    /// Runs a body in a transaction, and commits.
    ///
    /// - Parameters:
    ///   - body: What is read and written; anything it throws is thrown after a rollback.
    ///   - beforeCommit: Is told what the body answered, should the answer to the commit get lost.
    /// - Throws: ``MySQLFailure`` of the phase `write` or `commit`; what the body throws.
    func transact<Value>(
      _ body: (MySQLConnection) throws -> Value, beforeCommit: (Value) -> Void
    ) throws -> Value {
      let value: Value
      do {
        try command("START TRANSACTION")
        value = try body(self)
      } catch let failure as MySQLFailure {
        // Not every failure ends the transaction: one of a lock that took too long ends only the statement.
        rollBack()
        throw failure.at(.write)
      } catch {
        rollBack()
        throw error
      }
      beforeCommit(value)
      do {
        try command("COMMIT")
      } catch {
        // A commit that was never sent leaves nothing in doubt.
        if error.code == MySQLFailure.Code.overdue { throw abandoned(error) }
        let failure = error.at(.commit)
        // On a connection that serves on, a transaction that is still open would be committed by the start of the next.
        if failure.failureClass.leavesConnection { rollBack() }
        throw failure
      }
      return value
    }

    private func abandoned(_ failure: MySQLFailure) -> MySQLFailure {
      rollBack()
      return failure.at(.write)
    }

    private func rollBack() {
      // When it fails, the connection is gone or about to be closed, and the server rolls back by itself.
      deadline = max(deadline, .now + Self.rollbackTime)
      try? command("ROLLBACK")
    }

    /// What a rollback is given when the call's time is up already.
    private static let rollbackTime = Duration.milliseconds(200)
  }
#endif
