package import HoldfastModel

/// What a node has learned of one target.
package struct TargetState: Sendable, Equatable {
  /// How attempts fare up to their first chunk.
  package var start: Breaker
  /// How attempts fare behind it.
  package var stream: Breaker
  /// How many may wait for their first chunk.
  package var concurrency: ConcurrencyLimit
  /// How many wait for it now.
  package var waiting = 0
  /// Until when it asked to be left alone.
  package var coolingUntil: Timestamp?
  /// Whether it has refused to go on with the beginning of its own answer.
  package var refusesPrefill = false
  /// When it was last asked though it is closed off, for want of another.
  package var lastResortAt: Timestamp?

  package init(start: Breaker.Limits, stream: Breaker.Limits, concurrency: ClosedRange<Int>) {
    self.start = Breaker(limits: start)
    self.stream = Breaker(limits: stream)
    self.concurrency = ConcurrencyLimit(range: concurrency)
  }

  /// How a call would be let through by both breakers.
  package func admission(at now: Timestamp) -> Breaker.Admission {
    switch (start.admission(at: now), stream.admission(at: now)) {
    case (.refused(let one), .refused(let other)): .refused(until: max(one, other))
    case (.refused(let until), _), (_, .refused(let until)): .refused(until: until)
    case (.normal, .normal): .normal
    case (.probe, _), (_, .probe): .probe
    }
  }

  /// Whether nothing but a probe that is under way goes to it.
  package func isClosedOff(at now: Timestamp) -> Bool {
    if case .refused = admission(at: now) { true } else { false }
  }

  /// How long it wants to be left alone.
  package func cooling(at now: Timestamp) -> Duration? {
    // A clock that was put back does not keep it away for longer than anybody asks for.
    guard let coolingUntil, now < coolingUntil, coolingUntil < now + .seconds(2 * 60 * 60) else { return nil }
    return .milliseconds(coolingUntil.milliseconds - now.milliseconds)
  }

  /// Whether one more attempt may wait for its first chunk.
  package var hasRoom: Bool { waiting < concurrency.value }
}
