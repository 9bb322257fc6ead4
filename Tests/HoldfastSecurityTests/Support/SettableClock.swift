import HoldfastModel
import Synchronization

/// A clock that stands still until it is set.
final class SettableClock: Sendable {
  private let state: Mutex<Timestamp>

  /// Starts at a second since the epoch.
  init(second: Int64 = 1_760_000_000) { state = Mutex(Timestamp(milliseconds: second * 1000)) }

  var time: Timestamp {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  var second: Int64 { time.milliseconds / 1000 }

  func advance(by duration: Duration) { state.withLock { $0 = $0 + duration } }

  /// The clock as the code under test takes it.
  var now: @Sendable () -> Timestamp { { self.time } }
}
