/// The clock of a simulated machine: the world's time, from which its timers may lag behind.
package struct SimulationClock: Clock {
  /// A time since the world began.
  package struct Instant: InstantProtocol {
    /// The time since the world began.
    package var elapsed: Duration
    /// The instant a duration later.
    package func advanced(by duration: Duration) -> Instant { Instant(elapsed: elapsed + duration) }
    /// How much later another instant is.
    package func duration(to other: Instant) -> Duration { other.elapsed - elapsed }
    /// Orders by time.
    package static func < (left: Instant, right: Instant) -> Bool { left.elapsed < right.elapsed }
  }

  private let scheduler: SimulationScheduler
  private let lateness: @Sendable () -> Duration

  /// Makes a clock.
  ///
  /// - Parameter lateness: By how much a timer is late.
  package init(_ scheduler: SimulationScheduler, lateness: @escaping @Sendable () -> Duration = { .zero }) {
    self.scheduler = scheduler
    self.lateness = lateness
  }

  /// The time.
  package var now: Instant { Instant(elapsed: scheduler.now) }
  /// Time passes in whole nanoseconds here; there is no smaller step.
  package var minimumResolution: Duration { .nanoseconds(1) }

  /// Suspends until a time.
  ///
  /// - Throws: `CancellationError`.
  package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try await scheduler.sleep(until: deadline.elapsed + lateness())
  }
}
