import CoreMetrics

/// The counters of a metric, one for each combination of its label values, made once.
struct CounterFamily: Sendable {
  private let metric: Metric
  private let counters: [[String]: Counter]

  init(_ metric: Metric, factory: any MetricsFactory) {
    self.metric = metric
    let rows = metric.labels.reduce([[]]) { rows, label in
      rows.flatMap { row in label.values.map { row + [$0] } }
    }
    let names = metric.labels.map(\.name)
    counters = Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (row, Counter(label: metric.name, dimensions: Array(zip(names, row)), factory: factory))
      })
  }

  /// Counts; a value that is not listed counts as `other`, where the label has that.
  func increment(_ values: String..., by amount: Int = 1) {
    let row = zip(metric.labels, values).map { label, value in label.closed(value) }
    counters[row]?.increment(by: amount)
  }
}
