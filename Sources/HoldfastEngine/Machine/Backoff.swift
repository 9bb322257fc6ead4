/// The waits of a retry loop: full jitter under a doubling cap.
struct Backoff: Sendable, Equatable {
  private var ceiling: Duration
  private let maximum: Duration

  init(base: Duration = .milliseconds(50), maximum: Duration = .seconds(2)) {
    self.ceiling = base
    self.maximum = maximum
  }

  /// The next wait.
  mutating func next(jitter: Double) -> Duration {
    defer { ceiling = min(ceiling * 2, maximum) }
    return ceiling * max(0.1, jitter)
  }
}
