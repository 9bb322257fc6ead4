public import HoldfastEngine
public import HoldfastModel
public import HoldfastSecurity
import HoldfastStores
import Synchronization

/// Knows what is degraded, and since when.
///
/// It asks each component at an interval, so that the status page costs the same however often it is read. A component
/// that does not answer within a deadline counts as unavailable; it is not asked again before it has answered, and
/// keeps no other component waiting.
public final class HealthMonitor: Sendable {
  /// One thing that does not work as promised.
  public struct Degradation: Sendable, Hashable {
    /// What is degraded.
    public var component: String
    /// Why, in one word, such as the code of the store's error.
    public var cause: String
    /// Since when.
    public var since: Timestamp
    /// For the user.
    public var message: String
    /// Whether nothing new can be taken while it lasts, so that requests are better sent elsewhere.
    public var isEssential: Bool
  }

  private let probes: [HealthProbe]
  private let now: @Sendable () -> Timestamp
  private let clock: any Clock<Duration>
  private let interval: Duration
  private let deadline: Duration
  private let degraded = Mutex<[String: Degradation]>([:])

  /// Makes a monitor that looks at an interval.
  ///
  /// - Parameters:
  ///   - tokens: Has the keys that verify tokens; `nil` when no tokens are taken.
  ///   - deadline: How long a component may take to answer.
  public init(
    engine: Engine, tokens: TokenVerifier? = nil, interval: Duration = .seconds(2),
    deadline: Duration = HTTPConfiguration().probeDeadline, clock: any Clock<Duration>,
    now: @escaping @Sendable () -> Timestamp
  ) {
    var probes = [HealthProbe.conversations(of: engine), HealthProbe.streamLog(of: engine)]
    if let tokens, tokens.keySetHealth != nil { probes.append(HealthProbe.keys(of: tokens)) }
    self.probes = probes
    self.interval = interval
    self.deadline = deadline
    self.clock = clock
    self.now = now
  }

  /// What is degraded now.
  public var degradations: [Degradation] {
    let degraded = degraded.withLock { $0 }
    return probes.compactMap { degraded[$0.component] }
  }

  /// Looks until it is cancelled; returns when every component has answered.
  public func run() async {
    await withTaskGroup(of: Void.self) { group in
      for probe in probes { group.addTask { await self.run(probe) } }
    }
  }

  private func run(_ probe: HealthProbe) async {
    repeat {
      let cause = await withTaskGroup(of: Void.self) { group in
        group.addTask {
          // Noted while the component is still being asked: it may never answer, not even to being cancelled.
          if (try? await self.clock.sleep(for: self.deadline)) != nil { self.note("unavailable", of: probe) }
        }
        let cause = await probe.cause()
        group.cancelAll()
        return cause
      }
      note(cause, of: probe)
    } while (try? await clock.sleep(for: interval)) != nil  // until cancelled
  }

  private func note(_ cause: String?, of probe: HealthProbe) {
    let now = now()
    degraded.withLock { degraded in
      degraded[probe.component] = cause.map { cause in
        Degradation(
          component: probe.component, cause: cause, since: degraded[probe.component]?.since ?? now,
          message: probe.message + Self.explanation(of: cause), isEssential: probe.isEssential)
      }
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
