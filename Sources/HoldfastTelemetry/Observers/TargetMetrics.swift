import CoreMetrics
import HoldfastEngine

/// What a node knows of its targets, as gauges that are read when they are asked for.
struct TargetMetrics: Sendable {
  private struct Place: Hashable {
    var kind: EngineEvent.BreakerKind
    var state: EngineEvent.BreakerState
  }

  private let engine: Engine
  private let states: [Place: Meter]
  private let budget: Meter

  init(engine: Engine, factory: any MetricsFactory) {
    self.engine = engine
    var states: [Place: Meter] = [:]
    for kind in EngineEvent.BreakerKind.allCases {
      for state in EngineEvent.BreakerState.allCases {
        states[Place(kind: kind, state: state)] = Meter(
          label: MetricCatalogue.breakerState.name,
          dimensions: [("kind", kind.rawValue), ("state", state.rawValue)], factory: factory)
      }
    }
    self.states = states
    budget = Meter(label: MetricCatalogue.retryBudget.name, factory: factory)
  }

  /// Reads them.
  func refresh() {
    var counts: [Place: Int] = [:]
    for (_, state) in engine.targets {
      counts[Place(kind: .start, state: state.start.state.name), default: 0] += 1
      counts[Place(kind: .stream, state: state.stream.state.name), default: 0] += 1
    }
    for (place, meter) in states { meter.set(counts[place] ?? 0) }
    budget.set(engine.retryBudget)
  }
}
