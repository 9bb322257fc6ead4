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

  private let engine: Engine
  private let probes: [HealthProbe]
  private let now: @Sendable () -> Timestamp
  private let clock: any Clock<Duration>
  private let interval: Duration
  private let deadline: Duration
  private let degraded = Mutex<[String: Degradation]>([:])
  private let weakness = Mutex<Degradation?>(nil)

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
    var probes =
      HealthProbe.conversations(of: engine)
      + [HealthProbe.streamLog(of: engine), HealthProbe.models(of: engine)]
    if let tokens, tokens.keySetHealth != nil { probes.append(HealthProbe.keys(of: tokens)) }
    self.engine = engine
    self.probes = probes
    self.interval = interval
    self.deadline = deadline
    self.clock = clock
    self.now = now
  }

  /// What is degraded now.
  public var degradations: [Degradation] {
    let degraded = degraded.withLock { $0 }
    return probes.compactMap { degraded[$0.component] } + [weakness.withLock { $0 }].compactMap(\.self)
  }

  /// Notes whether the settings of the stores' servers hold the durability that was promised when the server started.
  public func noteDurability(isHeld: Bool) {
    let now = now()
    weakness.withLock { weakness in
      guard !isHeld else { return weakness = nil }
      weakness = Degradation(
        component: "durability", cause: "relaxed", since: weakness?.since ?? now,
        message: "A reply may be lost if a storage server fails: its settings were changed.",
        isEssential: false)
    }
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
    let (before, after) = degraded.withLock { degraded in
      let before = degraded[probe.component]
      let after = cause.map { cause in
        Degradation(
          component: probe.component, cause: cause, since: before?.since ?? now,
          message: probe.message + Self.explanation(of: cause), isEssential: probe.isEssential)
      }
      degraded[probe.component] = after
      return (before, after)
    }
    if (before == nil) != (after == nil) { tellReaders(after != nil, of: probe, now: now) }
  }

  /// Tells those who read running replies that a component fails, or that it is well again.
  private func tellReaders(_ hasFailed: Bool, of probe: HealthProbe, now: Timestamp) {
    guard let phase = probe.phase else { return }
    let notice =
      hasFailed
      ? Notice(
        key: "degraded-\(probe.component)", code: "DEGRADED", level: .warning, phase: phase,
        message: "A part of our storage does not answer. Your reply goes on; what it says is kept.", at: now,
        action: .wait)
      : Notice(
        key: "degraded-\(probe.component)", code: "RESTORED", level: .info, phase: phase,
        message: "Our storage answers again.", at: now)
    engine.announce(notice, about: probe.component)
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
