public import HoldfastEngine
public import HoldfastModel
import Synchronization

/// Knows what is degraded, and since when.
///
/// It asks the stores at an interval, so that the status page costs the same however often it is read.
public final class HealthMonitor: Sendable {
  /// One thing that does not work as promised.
  public struct Degradation: Sendable, Hashable {
    /// What is degraded.
    public var component: String
    /// Why, in one word: the code of the store's error.
    public var cause: String
    /// Since when.
    public var since: Timestamp
    /// For the user.
    public var message: String
  }

  private let engine: Engine
  private let now: @Sendable () -> Timestamp
  private let clock: any Clock<Duration>
  private let interval: Duration
  private let degraded = Mutex<[Degradation]>([])

  /// Makes a monitor that looks at an interval.
  public init(
    engine: Engine, interval: Duration = .seconds(2), clock: any Clock<Duration>,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.engine = engine
    self.interval = interval
    self.clock = clock
    self.now = now
  }

  /// What is degraded now.
  public var degradations: [Degradation] { degraded.withLock { $0 } }

  /// Looks until it is cancelled.
  public func run() async {
    repeat { await look() } while (try? await clock.sleep(for: interval)) != nil  // until cancelled
  }

  private func look() async {
    let faults = await engine.checkHealth()
    let now = now()
    degraded.withLock { degraded in
      degraded = faults.map { fault in
        let cause = String(fault.reason.drop { $0 != "." }.dropFirst())
        let since = degraded.first { $0.component == fault.component }?.since ?? now
        return Degradation(
          component: fault.component, cause: cause, since: since,
          message: Self.message(for: fault.component) + Self.explanation(of: cause))
      }
    }
  }

  private static func message(for component: String) -> String {
    switch component {
    case "conversations": "New messages can't be taken right now: conversations can't be saved."
    case "stream-log": "New replies can't be started right now: replies can't be recorded."
    default: "A part of the service does not work right now."
    }
  }

  /// What a person can do about a cause, or wait for.
  private static func explanation(of cause: String) -> String {
    switch cause {
    case "full": " There is no room left on the disk; service goes on when there is."
    case "poisoned": " The disk has failed, and the server has to be restarted."
    default: ""
    }
  }
}
