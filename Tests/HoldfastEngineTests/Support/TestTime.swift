import HoldfastModel
import Synchronization

/// The time of a test: it passes by itself, and can be put forward.
final class TestTime: Sendable {
  private let start = ContinuousClock.now
  private let skew = Mutex(Duration.zero)

  /// The time.
  var now: Timestamp {
    Timestamp(milliseconds: 1_700_000_000_000) + (ContinuousClock.now - start) + skew.withLock { $0 }
  }

  /// Puts the time forward.
  func advance(by duration: Duration) { skew.withLock { $0 += duration } }
}
