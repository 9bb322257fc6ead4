import CoreMetrics
package import HoldfastEngine
package import HoldfastHTTP

/// The answer of `/metrics`: reads what is not counted as it happens, then writes everything.
package struct MetricsPage: Sendable {
  private let registry: PrometheusRegistry
  private let health: HealthMonitor
  private let connections: ConnectionWatch
  private let process: ProcessMetrics
  private let waiting, writing: Meter
  private let degraded: [String: Meter]
  private let targets: TargetMetrics

  /// Makes a page about one server of this process.
  package init(
    registry: PrometheusRegistry, engine: Engine, health: HealthMonitor, connections: ConnectionWatch
  ) {
    self.registry = registry
    self.health = health
    self.connections = connections
    process = ProcessMetrics(registry: registry)
    waiting = Meter(
      label: MetricCatalogue.readers.name, dimensions: [("state", "waiting")], factory: registry)
    writing = Meter(
      label: MetricCatalogue.readers.name, dimensions: [("state", "writing")], factory: registry)
    let metric = MetricCatalogue.degraded
    targets = TargetMetrics(engine: engine, factory: registry)
    degraded = Dictionary(
      uniqueKeysWithValues: metric.labels.flatMap(\.values).map { component in
        (component, Meter(label: metric.name, dimensions: [("component", component)], factory: registry))
      })
  }

  /// The page as it is now.
  package var text: String {
    process.refresh()
    targets.refresh()
    let readers = connections.readers
    waiting.set(readers.waiting)
    writing.set(readers.writing)
    let components = Set(
      health.degradations.flatMap { degradation in
        MetricCatalogue.degraded.labels.map { $0.closed(degradation.component) }
      })
    for (component, meter) in degraded { meter.set(components.contains(component) ? 1 : 0) }
    return registry.exposition
  }
}
