/// The reference of all metrics in Markdown: `docs/operations/metrics.md`.
public enum MetricReference {
  /// The whole page.
  public static var markdown: String {
    introduction + MetricCatalogue.sections.map(section).joined()
  }

  private static let introduction = """
    # Metrics

    <!-- Made by `holdfast metrics`; a test holds this page and the catalogue together. -->

    `GET /metrics` on the admin port answers in Prometheus' text format, version 0.0.4. Every series is there from the start,
    at zero. Labels have the listed values and no others: no id, address or text of anybody is ever one.

    `holdfast_streams_started_total`, `holdfast_streams_ended_total` and `holdfast_streams_active` are counted under one
    lock, so at every scrape the sum of the first is the sum of the second plus the third. They count what one node fills:
    a stream that another node takes over is `lost` here and `takeover` there.

    """

  private static func section(title: String, metrics: [Metric]) -> String {
    """

    ## \(title)

    | metric | kind | labels | what it counts |
    | --- | --- | --- | --- |
    \(metrics.map(row).joined())
    """
  }

  private static func row(_ metric: Metric) -> String {
    let labels = metric.labels.map { label in
      let values =
        label.values.isEmpty ? "the version" : label.values.map { "`\($0)`" }.joined(separator: ", ")
      return "`\(label.name)`: \(values)"
    }
    let cell = labels.isEmpty ? "–" : labels.joined(separator: "; ")
    return "| `\(metric.name)` | \(kind(of: metric)) | \(cell) | \(metric.help) |\n"
  }

  private static func kind(of metric: Metric) -> String {
    switch metric.kind {
    case .counter: "counter"
    case .gauge, .difference: "gauge"
    case .histogram(let bounds):
      "histogram: " + bounds.map(ExpositionWriter.text(of:)).joined(separator: ", ")
    }
  }
}
