public import CoreMetrics

/// The metrics of a catalogue, counted in memory and written in Prometheus' text format.
///
/// A back end of swift-metrics. Series are bounded: a metric that the catalogue does not have, or has as another kind, and
/// a label value that it does not list get a handler that counts nothing; `holdfast_metrics_refused_total` tells how many.
public final class PrometheusRegistry: MetricsFactory, Sendable {
  /// The value of the label `version`.
  public let version: String
  private let families: [MetricFamily]
  private let indices: [String: Int]

  /// Makes a registry in which everything is zero.
  ///
  /// - Parameters:
  ///   - catalogue: The metrics; their names differ.
  ///   - version: The value of the label `version`.
  public init(catalogue: [Metric] = MetricCatalogue.all, version: String = "") {
    self.version = version
    var sizes: [String: Int] = [:]
    for metric in catalogue { sizes[metric.group, default: 0] += MetricFamily.size(of: metric) }
    let cells = sizes.mapValues { Cells(count: $0) }
    var used: [String: Int] = [:]
    families = catalogue.map { metric in
      let labels = metric.labels.map { $0 == .version ? MetricLabel($0.name, [version]) : $0 }
      let base = used[metric.group, default: 0]
      used[metric.group] = base + MetricFamily.size(of: metric)
      // Every group has its cells: they were made from the same list.
      return MetricFamily(
        metric: metric, labels: labels, cells: cells[metric.group] ?? Cells(count: 0), base: base)
    }
    indices = Dictionary(uniqueKeysWithValues: catalogue.enumerated().map { ($1.name, $0) })
  }

  // MARK: Reading

  /// All metrics in the text format; those of a group as they were at one moment.
  public var exposition: String {
    var snapshots: [ObjectIdentifier: [Double]] = [:]
    var writer = ExpositionWriter()
    for family in families {
      let cells = snapshots[ObjectIdentifier(family.cells)] ?? family.cells.snapshot
      snapshots[ObjectIdentifier(family.cells)] = cells
      if case .difference(let of, let minus) = family.metric.kind {
        writer.write(family.metric, value: sum(of, in: cells) - sum(minus, in: cells))
      } else {
        writer.write(family, cells: cells)
      }
    }
    return writer.text
  }

  private func sum(_ name: String, in cells: [Double]) -> Double {
    guard let index = indices[name] else { return 0 }
    return cells[families[index].range].reduce(0, +)
  }

  // MARK: MetricsFactory

  /// A counter of the catalogue.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    counter(label, dimensions) ?? NOOPMetricsHandler.instance
  }

  /// A counter of the catalogue, for amounts that are not whole.
  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    counter(label, dimensions) ?? NOOPMetricsHandler.instance
  }

  /// A gauge of the catalogue.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    gauge(label, dimensions) ?? NOOPMetricsHandler.instance
  }

  /// A histogram of the catalogue, or a gauge when it does not aggregate.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    if aggregate { return histogram(label, dimensions) ?? NOOPMetricsHandler.instance }
    return gauge(label, dimensions) ?? NOOPMetricsHandler.instance
  }

  /// A histogram of the catalogue, in seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions, unit: .seconds) ?? NOOPMetricsHandler.instance
  }

  /// Does nothing: what was counted stays.
  public func destroyCounter(_ handler: any CounterHandler) {}
  /// Does nothing: what was counted stays.
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  /// Does nothing: what was set stays.
  public func destroyMeter(_ handler: any MeterHandler) {}
  /// Does nothing: what was recorded stays.
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  /// Does nothing: what was recorded stays.
  public func destroyTimer(_ handler: any TimerHandler) {}

  private func counter(_ name: String, _ dimensions: [(String, String)]) -> CounterCell? {
    guard let (family, place) = find(name, dimensions), family.metric.kind == .counter else {
      return refuse()
    }
    return CounterCell(cells: family.cells, place: place)
  }

  private func gauge(_ name: String, _ dimensions: [(String, String)]) -> GaugeCell? {
    guard let (family, place) = find(name, dimensions), family.metric.kind == .gauge else { return refuse() }
    return GaugeCell(cells: family.cells, place: place)
  }

  private func histogram(
    _ name: String, _ dimensions: [(String, String)], unit: Metric.Unit? = nil
  ) -> HistogramCells? {
    guard let (family, place) = find(name, dimensions), case .histogram(let bounds) = family.metric.kind,
      unit == nil || unit == family.metric.unit
    else { return refuse() }
    return HistogramCells(cells: family.cells, place: place, bounds: bounds)
  }

  private func find(_ name: String, _ dimensions: [(String, String)]) -> (MetricFamily, place: Int)? {
    guard let index = indices[name], let place = families[index].place(of: dimensions) else { return nil }
    return (families[index], place)
  }

  private func refuse<Handler>() -> Handler? {
    if let (family, place) = find(MetricCatalogue.metricsRefused.name, []) {
      family.cells.update { $0[place] += 1 }
    }
    return nil
  }
}
