package import HoldfastModel

/// Decides whether a store is asked at all: a pure state machine, judged on failures and slowness.
///
/// A store that is away answers each call after its time limit; while the breaker is open the answer comes at once, and
/// the store is left alone to recover but for one probe at a time.
package struct StoreBreaker: Sendable, Equatable {
  /// When a breaker opens and closes.
  package struct Limits: Sendable, Equatable {
    /// How many failures in a row open it.
    package var failuresInARow = 5
    /// How many calls of the window it takes to judge by their share.
    package var callsToJudge = 10
    /// Which share of failures in the window opens it.
    package var failedShare = 0.5
    /// How long calls are remembered.
    package var window = Duration.seconds(10)
    /// A call that took longer counts as a failure, whatever its answer was.
    package var slowCall = Duration.seconds(2)
    /// How long it stays open the first time; doubled each time a probe fails.
    package var firstPause = Duration.seconds(1)
    /// The longest that it stays open.
    package var longestPause = Duration.seconds(4)

    /// The limits of ``StoreBreaker``'s defaults.
    package init() {}
  }

  /// How calls are treated.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// They go through.
    case closed
    /// They are refused until the pause is over.
    case open
    /// One of them goes through, to see whether the store is back.
    case halfOpen = "half_open"
  }

  private struct Call: Sendable, Equatable {
    var at: Timestamp
    var hasFailed: Bool
  }

  /// How calls are treated now.
  package private(set) var state = State.closed
  /// Since when it is not closed.
  package private(set) var since: Timestamp?
  private let limits: Limits
  private var calls: [Call] = []
  private var failuresInARow = 0
  private var pause: Duration
  private var openUntil: Timestamp?

  /// Makes a closed breaker.
  package init(limits: Limits = Limits()) {
    self.limits = limits
    self.pause = limits.firstPause
  }

  /// Whether a call may go through; when it may, it must be reported by ``report(failed:took:at:)``.
  package mutating func admit(at now: Timestamp) -> Bool {
    switch state {
    case .closed: return true
    case .halfOpen: return false
    case .open:
      guard let openUntil, openUntil <= now else { return false }
      state = .halfOpen
      return true
    }
  }

  /// Takes the result of a call.
  package mutating func report(failed: Bool, took: Duration, at now: Timestamp) {
    let hasFailed = failed || took > limits.slowCall
    switch state {
    case .closed:
      note(hasFailed, at: now)
      if isOutOfOrder { open(at: now) }
    case .halfOpen, .open:
      // Also of a call that began before it opened: what answers is back.
      if !hasFailed { close() } else if state == .halfOpen { open(at: now) }
    }
  }

  /// Takes back a call that was given up before it had a result; the next one may be the probe.
  package mutating func withdraw() {
    if state == .halfOpen { state = .open }
  }

  private mutating func note(_ hasFailed: Bool, at now: Timestamp) {
    failuresInARow = hasFailed ? failuresInARow + 1 : 0
    calls.removeAll { $0.at + limits.window < now }
    // The newest calls tell enough.
    if calls.count >= limits.callsToJudge * 10 { calls.removeFirst() }
    calls.append(Call(at: now, hasFailed: hasFailed))
  }

  private var isOutOfOrder: Bool {
    if failuresInARow >= limits.failuresInARow { return true }
    let failed = calls.count { $0.hasFailed }
    return calls.count >= limits.callsToJudge && Double(failed) >= limits.failedShare * Double(calls.count)
  }

  private mutating func open(at now: Timestamp) {
    if since == nil { since = now } else { pause = min(pause * 2, limits.longestPause) }
    state = .open
    openUntil = now + pause
  }

  private mutating func close() { self = StoreBreaker(limits: limits) }
}
