import HoldfastEngine
import HoldfastModel

/// I29: while a breaker is open no call goes to its target, and while it is half open only probes, unless there is no
/// other target; and it stays open for as long as it says.
struct OpenBreakerCheck: HistoryCheck {
  /// A target as one process sees it.
  private struct Place: Hashable {
    var process: String
    var target: String
  }

  private struct Known {
    var states: [EngineEvent.BreakerKind: EngineEvent.BreakerState] = [:]
    var openedAt: [EngineEvent.BreakerKind: Duration] = [:]
    /// Whether the last event of the process was an attempt at it, which a call must follow.
    var role: TargetChoice.Role?
    var probes = 0

    var isClosedOff: Bool { states.values.contains { $0 != .closed } }
  }

  private(set) var violations: [Violation] = []
  private var plan: SimulationPlan?
  private var known: [Place: Known] = [:]
  private var probes: [Int: Place] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .planned(let plan): self.plan = plan
    case .breakerMoved(let kind, let state, let target, let process):
      move(kind, to: state, Place(process: process, target: target), at: entry.time)
    case .attemptMade(let role, let provider, let process):
      guard let model = models.first(where: { $0.name == provider }) else { return }
      check(role, Place(process: process, target: model.id))
    case .providerCalled(let call): check(call)
    case .providerEnded(let ending): endProbe(ending.call)
    case .providerGivenUp(let call): endProbe(call)
    default: break
    }
  }

  private var models: [SimulatedModel] { plan?.agents.flatMap(\.models) ?? [] }

  private mutating func report(_ place: Place, _ what: String) {
    violations.append(Violation(.i29, "\(place.process) \(what) \(place.target)"))
  }

  private mutating func move(
    _ kind: EngineEvent.BreakerKind, to state: EngineEvent.BreakerState, _ place: Place, at time: Duration
  ) {
    var target = known[place] ?? Known()
    switch state {
    case .open: target.openedAt[kind] = time
    case .halfOpen:
      // A fifth less than it says, so that nodes do not come back at the same moment.
      let least = (plan?.configuration.breakerOpen ?? .zero) * 4 / 5 - .milliseconds(2)
      if let openedAt = target.openedAt[kind], time < openedAt + least {
        report(place, "lets a probe through after \(time - openedAt) to")
      }
    case .closed: break
    }
    target.states[kind] = state
    known[place] = target
  }

  private mutating func check(_ role: TargetChoice.Role, _ place: Place) {
    var target = known[place] ?? Known()
    defer { known[place] = target }
    target.role = role
    switch role {
    case .normal: if target.isClosedOff { report(place, "asks, as if all were well,") }
    case .probe:
      if !target.states.values.contains(.halfOpen) || target.states.values.contains(.open) {
        report(place, "probes, and nothing says when,")
      }
    case .lastResort: if !target.isClosedOff { report(place, "asks as the last resort, though it is well,") }
    }
  }

  private mutating func check(_ call: ProviderCall) {
    let place = Place(process: call.process, target: call.target)
    guard let role = known[place]?.role else { return report(place, "calls without an attempt") }
    known[place]?.role = nil
    guard role == .probe else { return }
    probes[call.number] = place
    known[place]?.probes += 1
    if known[place]?.probes ?? 0 > Self.mostProbes { report(place, "has too many probes under way at") }
  }

  /// One, and three more once it has come out well, which it has at its first content.
  private static let mostProbes = 4

  private mutating func endProbe(_ call: Int) {
    if let place = probes.removeValue(forKey: call) { known[place]?.probes -= 1 }
  }
}
