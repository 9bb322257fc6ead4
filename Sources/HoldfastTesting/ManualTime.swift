public import HoldfastModel
import Synchronization

/// A time that passes only when it is told to: the clock of a store under test.
public final class ManualTime: Sendable {
  private let time: Mutex<Timestamp>

  /// Makes a clock that stands.
  public init(_ start: Timestamp = Timestamp(milliseconds: 1_700_000_000_000)) { time = Mutex(start) }

  /// The time.
  public var now: Timestamp { time.withLock { $0 } }

  /// Lets time pass.
  public func advance(by duration: Duration) { time.withLock { $0 = $0 + duration } }
}
