package import HoldfastStores

/// How a claimed reply gets its stream, or goes on without one: the first part of a run's life.
///
/// A value: (state, event) → (state, effect), with no clock, randomness or call of its own.
package struct Registration: Sendable {
  /// What has happened.
  package enum Event: Sendable {
    /// The claim is committed, and ours.
    case claimed
    /// The stream log answered: a stream of ours, or, with `false`, somebody else's.
    case created(isOurs: Bool)
    /// A call failed; with a random factor in 0..<1 for the wait before the next try.
    case failed(StoreError.Code, jitter: Double)
    /// The wait is over.
    case waited
    /// Whether the claim could be moved to `unlogged`.
    case moved(Bool)
  }

  /// What is to be done; the answer is the next event.
  package enum Effect: Sendable, Equatable {
    /// Create the stream if there is none.
    case create
    /// Wait.
    case wait(Duration)
    /// Move the claim to `unlogged`: the fence of a reply without a stream.
    case moveToUnlogged
    /// Nothing more.
    case done(Result)
  }

  /// What came of it.
  package enum Result: Sendable, Equatable {
    /// The stream is ours: run.
    case run
    /// Somebody else made the stream; that one counts.
    case attach
    /// Run without a stream.
    case runUnlogged
    /// Neither could be done: no provider is asked, and the request is answered with 503.
    case unavailable(StoreError.Code)
  }

  private enum Call { case create, move }

  /// Whether the claim may go on without a stream: only the run that committed it may, never a repeat.
  private let mayGoUnlogged: Bool
  private let budget: Duration
  private var call = Call.create
  private var retry: Retry

  /// Prepares a registration.
  ///
  /// - Parameter budget: How long creating, and then moving the claim, is retried.
  package init(mayGoUnlogged: Bool, budget: Duration) {
    self.mayGoUnlogged = mayGoUnlogged
    self.budget = budget
    retry = Retry(budget: budget)
  }

  /// What to do next.
  package mutating func handle(_ event: Event) -> Effect {
    switch event {
    case .claimed: return .create
    case .created(let isOurs): return .done(isOurs ? .run : .attach)
    case .moved(let isMoved): return .done(isMoved ? .runUnlogged : .attach)
    case .waited: return call == .create ? .create : .moveToUnlogged
    case .failed(let code, let jitter):
      if StoreError(code, "").isRetriable, let wait = retry.next(jitter: jitter) { return .wait(wait) }
      // A log that has no room, or whose disk failed, takes no reply of anybody: new ones are refused.
      guard call == .create, mayGoUnlogged, code != .full, code != .poisoned else {
        return .done(.unavailable(code))
      }
      call = .move
      retry = Retry(budget: budget)
      return .moveToUnlogged
    }
  }
}
