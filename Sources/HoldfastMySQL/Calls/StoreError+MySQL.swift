#if MySQL
  package import HoldfastStores

  /// What a failure means in the words of the contract.
  extension StoreError {
    /// The meaning of a failure of a server.
    ///
    /// The message has the number and our words for it. The server's own text is left out: it may quote values.
    ///
    /// - Parameters:
    ///   - mysqlCode: The error's number.
    ///   - state: Its SQLSTATE.
    ///   - text: What the server says; looked at, and not shown.
    ///   - phase: When it came up.
    package init(mysqlCode: UInt32, state: String, text: String, at phase: CallPhase) {
      let failureClass = FailureMap.failureClass(code: mysqlCode, state: state, text: text, at: phase)
      self.init(failureClass, code: mysqlCode, state: state, at: phase)
    }

    init(_ failure: MySQLFailure) {
      self.init(failure.failureClass, code: failure.code, state: failure.state, at: failure.phase)
    }

    private init(_ failureClass: FailureClass, code: UInt32, state: String, at phase: CallPhase) {
      let name = FailureMap.classes[failureClass]?[code].map { ", \($0)" } ?? ""
      let number =
        code == MySQLFailure.Code.overdue ? "the call's time is up" : "error \(code) (\(state)\(name))"
      self.init(failureClass.code(at: phase), "MySQL: \(failureClass.reason): \(number)")
    }
  }
#endif
