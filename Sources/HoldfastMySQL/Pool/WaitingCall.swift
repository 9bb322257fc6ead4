#if MySQL
  /// A call that waits for a connection.
  struct WaitingCall: Sendable {
    /// Tells it from every other call of the pool.
    var id: UInt64
    /// By when it must have a connection.
    var expiry: ContinuousClock.Instant
    /// Runs it on the thread of a connection; what it returns answers the caller.
    var run: @Sendable (ConnectionSlot) -> @Sendable () -> Void
    /// Answers the caller with an error in its stead.
    var abandon: @Sendable (any Error) -> Void
  }
#endif
