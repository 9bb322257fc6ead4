/// Measures the time since it was made, on whatever clock it was given.
///
/// Instants of an unknown clock cannot be compared; durations can. So everything in an exchange is told by this.
struct Stopwatch: Sendable {
  private let clock: any Clock<Duration>
  private let readElapsed: @Sendable () -> Duration

  init(_ clock: any Clock<Duration>) {
    self.clock = clock
    self.readElapsed = Self.reader(of: clock)
  }

  var elapsed: Duration { readElapsed() }

  /// Sleeps until so much has passed; at once when it has.
  func sleep(until target: Duration) async throws {
    let rest = target - elapsed
    if rest > .zero { try await clock.sleep(for: rest) }
    try Task.checkCancellation()
  }

  private static func reader<Source: Clock<Duration>>(of clock: Source) -> @Sendable () -> Duration {
    let start = clock.now
    return { start.duration(to: clock.now) }
  }
}
