package import HoldfastModel

/// Closes a target off while it fails, and lets a few calls through to see whether it is well again.
///
/// A value without a clock or randomness: both are given. A call counts when it is known how it came out, so a window
/// must be longer than a call takes to fail (`docs/decisions/0023-chains-and-breakers.md`).
package struct Breaker: Sendable, Equatable {
  /// When it opens, and for how long.
  package struct Limits: Sendable, Equatable {
    /// Whether it ever opens.
    package var isEnabled = true
    /// How many failures in a row open it.
    package var consecutive = 5
    /// How many outcomes it takes before their rate counts.
    package var minimum = 10
    /// For how long an outcome counts; `nil` for as long as it is among the last ``capacity``.
    package var window: Duration? = .seconds(30)
    /// How many outcomes are kept.
    package var capacity = 100
    /// How long it is open the first time.
    package var open: Duration = .seconds(5)
    /// How long it is open at most, for failures that end by themselves.
    package var maximumOpen: Duration = .milliseconds(7500)
    /// How long it is open at most when somebody has to mend a key or a name.
    package var maximumOpenMisconfigured: Duration = .seconds(60)
    /// How many calls must succeed after the first probe before it closes.
    package var probes = 3

    package init() {}
  }

  /// Where it stands.
  package enum State: Sendable, Equatable {
    /// Calls go through.
    case closed
    /// No call goes through before a time.
    case open(until: Timestamp)
    /// Probes go through: so many are under way, so many have succeeded.
    case halfOpen(underWay: Int, succeeded: Int)
  }

  /// What a call would be.
  package enum Admission: Sendable, Equatable {
    /// One of many.
    case normal
    /// One of the few that are let through to see.
    case probe
    /// Not now; perhaps at a time.
    case refused(until: Timestamp)
  }

  private struct Outcome: Sendable, Equatable {
    var at: Timestamp
    var isSuccess: Bool
  }

  private let limits: Limits
  private var outcomes: [Outcome] = []
  private var consecutive = 0
  /// How often in a row it has opened without closing.
  private var doublings = 0
  /// How often it has opened.
  package private(set) var openings = 0

  /// Where it stands.
  package private(set) var state = State.closed

  package init(limits: Limits = Limits()) { self.limits = limits }

  /// What a call at a time would be.
  package func admission(at now: Timestamp) -> Admission {
    switch state {
    case .closed: return .normal
    case .open(let until):
      // A clock that was put back does not keep it open for longer than it may be.
      let isOpen = now < until && until < now + limits.maximumOpenMisconfigured * 2
      return isOpen ? .refused(until: until) : .probe
    case .halfOpen(let underWay, let succeeded):
      let places = succeeded == 0 ? 1 : limits.probes - (succeeded - 1)
      return underWay < places ? .probe : .refused(until: now)
    }
  }

  /// Notes that a call is made that ``admission(at:)`` said is a probe.
  package mutating func beginProbe() {
    switch state {
    case .open: state = .halfOpen(underWay: 1, succeeded: 0)
    case .halfOpen(let underWay, let succeeded):
      state = .halfOpen(underWay: underWay + 1, succeeded: succeeded)
    case .closed: break
    }
  }

  /// Notes that a probe was given up, and says nothing.
  package mutating func abandonProbe() {
    if case .halfOpen(let underWay, let succeeded) = state {
      state = .halfOpen(underWay: max(0, underWay - 1), succeeded: succeeded)
    }
  }

  /// Notes that a call came out well.
  package mutating func succeed(isProbe: Bool, at now: Timestamp) {
    note(isSuccess: true, at: now)
    consecutive = 0
    guard isProbe, case .halfOpen(let underWay, let succeeded) = state else { return }
    if succeeded >= limits.probes {
      close()
    } else {
      state = .halfOpen(underWay: max(0, underWay - 1), succeeded: succeeded + 1)
    }
  }

  /// Notes that a call failed.
  ///
  /// - Parameters:
  ///   - isMisconfigured: Whether it fails until somebody mends it.
  ///   - jitter: A random factor in 0..<1, by which the time that it is open differs between nodes.
  package mutating func fail(isProbe: Bool, isMisconfigured: Bool = false, at now: Timestamp, jitter: Double)
  {
    note(isSuccess: false, at: now)
    consecutive += 1
    switch state {
    case .open: return
    case .halfOpen:
      if isProbe { open(isMisconfigured, at: now, jitter: jitter) }
    case .closed:
      let failures = outcomes.count { !$0.isSuccess }
      let isOften = outcomes.count >= limits.minimum && failures * 2 >= outcomes.count
      guard limits.isEnabled else { return }
      if consecutive >= limits.consecutive || isOften { open(isMisconfigured, at: now, jitter: jitter) }
    }
  }

  private mutating func note(isSuccess: Bool, at now: Timestamp) {
    outcomes.append(Outcome(at: now, isSuccess: isSuccess))
    if let window = limits.window { outcomes.removeAll { $0.at + window < now } }
    if outcomes.count > limits.capacity { outcomes.removeFirst(outcomes.count - limits.capacity) }
  }

  private mutating func open(_ isMisconfigured: Bool, at now: Timestamp, jitter: Double) {
    let maximum = isMisconfigured ? limits.maximumOpenMisconfigured : limits.maximumOpen
    let duration = min(limits.open * (1 << min(doublings, 16)), maximum)
    openings += 1
    doublings += 1
    outcomes = []
    // A fifth more or less, so that nodes do not come back at the same moment.
    let thousandths = 800 + Int(400 * jitter)
    state = .open(until: now + duration * thousandths / 1000)
  }

  private mutating func close() {
    state = .closed
    doublings = 0
    outcomes = []
    consecutive = 0
  }
}
