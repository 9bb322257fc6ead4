#if Redis
  /// How long to wait before the next try of something that keeps failing.
  ///
  /// Full jitter: a random time up to a bound that doubles, so that many clients do not come back at once.
  struct RedisBackoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private var bound: Duration

    init(_ limits: RedisLimits) {
      first = limits.firstBackoff
      longest = limits.longestBackoff
      bound = first
    }

    /// The next pause.
    ///
    /// - Parameter fraction: A random number from 0 to 1.
    mutating func next(_ fraction: Double) -> Duration {
      defer { bound = min(bound * 2, longest) }
      return bound * fraction
    }

    /// Begins anew, after a success.
    mutating func reset() { bound = first }
  }
#endif
