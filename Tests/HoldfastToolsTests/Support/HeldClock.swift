/// A clock that wakes whoever sleeps when it is told to, and at no other time.
struct HeldClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration

    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let gate = AsyncStream<Void>.makeStream()

  var now: Instant { Instant(offset: .zero) }
  var minimumResolution: Duration { .nanoseconds(1) }

  /// Lets one sleeper, now or later, wake up.
  func wake() { gate.continuation.yield() }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    for await _ in gate.stream { return }
    throw CancellationError()
  }
}
