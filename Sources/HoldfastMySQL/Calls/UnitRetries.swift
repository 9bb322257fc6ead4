#if MySQL
  package import HoldfastStores

  /// Decides what follows on the failure of a unit: a statement or a transaction that is run as a whole.
  ///
  /// A unit that lost against another transaction is run again, a few times and after a moment. One whose connection was
  /// lost is run again once, on a new connection: every write of the contract is idempotent, so when the lost answer was a
  /// commit's, the repeat finds what was written, or writes it. Where that too fails, nobody knows, and the caller is told so.
  package struct UnitRetries: Sendable {
    /// What follows.
    package enum Action: Sendable, Equatable {
      /// Run the unit again after a time.
      case again(after: Duration)
      /// Give up.
      case fail(StoreError.Code)
    }

    /// How often a unit is run again that lost against another transaction.
    package static let conflictLimit = 3
    /// For how long a unit waits for a server that starts or stops.
    package static let startingLimit = Duration.seconds(5)
    /// Between two looks at such a server.
    package static let startingPause = Duration.milliseconds(200)
    /// How long a pause before a repeat may be.
    package static let pauses = 10...80

    private var conflicts = 0
    private var isRepeated = false
    private var startingUntil: ContinuousClock.Instant?
    /// Whether an earlier run may have been committed.
    package private(set) var isInDoubt = false

    /// Nothing has failed yet.
    package init() {}

    /// Takes note of a failure.
    ///
    /// - Parameters:
    ///   - failureClass: What it was.
    ///   - phase: When it came up.
    ///   - now: The time.
    ///   - deadline: By when the call must have ended.
    ///   - pause: A random number of milliseconds from ``pauses``.
    package mutating func next(
      after failureClass: FailureClass, at phase: CallPhase, now: ContinuousClock.Instant,
      deadline: ContinuousClock.Instant, pause: Int
    ) -> Action {
      let code = failureClass.code(at: phase)
      if code == .indeterminate { isInDoubt = true }
      let last = Action.fail(isInDoubt ? .indeterminate : code)
      guard now < deadline else { return last }
      // Having begun to wait for a server that starts, one waits for it to listen as well.
      if let startingUntil, phase == .connect, now < startingUntil {
        return .again(after: Self.startingPause)
      }
      switch failureClass {
      case .conflict:
        guard conflicts < Self.conflictLimit else { return last }
        conflicts += 1
        return .again(after: .milliseconds(pause))
      case .lost, .other, .damaged:
        // What fails while it connects is not there; and of the rest only a connection that was lost, or a doubt, is
        // worth another run.
        guard phase != .connect, !isRepeated, failureClass == .lost || code == .indeterminate else {
          return last
        }
        isRepeated = true
        return .again(after: .zero)
      case .starting:
        let end = startingUntil ?? now + Self.startingLimit
        startingUntil = end
        return now < end ? .again(after: Self.startingPause) : last
      case .duplicate, .readOnly, .saturated, .full, .misconfigured, .refused: return last
      }
    }
  }
#endif
