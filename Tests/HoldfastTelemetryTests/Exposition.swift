import HoldfastTelemetry

/// The lines of a text in Prometheus' format, as a test looks at them.
struct Exposition {
  let lines: [Substring]

  init(_ registry: PrometheusRegistry) { lines = registry.exposition.split(separator: "\n") }

  /// The value of one series, its name with labels as they are printed.
  func value(_ series: String) -> Double? {
    lines.first { $0.hasPrefix(series + " ") }.flatMap { Double($0.dropFirst(series.utf8.count + 1)) }
  }

  /// The sum of all series of a metric.
  func sum(_ metric: String) -> Double {
    lines.filter { $0.hasPrefix(metric + "{") || $0.hasPrefix(metric + " ") }
      .compactMap { $0.split(separator: " ").last.flatMap { Double($0) } }.reduce(0, +)
  }
}
