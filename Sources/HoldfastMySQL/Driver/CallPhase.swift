#if MySQL
  /// When in a call an error came up, which decides what may be concluded from it.
  package enum CallPhase: Sendable {
    /// While the connection was made: nothing was asked.
    case connect
    /// While reading.
    case read
    /// In a transaction, before its commit: it is rolled back, at the latest when the connection ends.
    case write
    /// At the commit, or in a statement that commits by itself.
    case commit
  }
#endif
