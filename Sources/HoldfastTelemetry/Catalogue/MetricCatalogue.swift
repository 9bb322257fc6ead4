/// Every metric of the server: what is in no list here cannot be counted.
///
/// `docs/operations/metrics.md` is made from it.
public enum MetricCatalogue {
  /// All metrics, in the order of the page and of the endpoint.
  public static let all: [Metric] = sections.flatMap(\.metrics)

  /// The metrics by subject.
  static let sections: [(title: String, metrics: [Metric])] = [
    ("Streams", streams), ("Starting and resuming", answers), ("Stores", stores), ("Repairs", repairs),
    ("Quota and effects", duties), ("Providers", providers), ("HTTP", http), ("The process", process),
  ]

  /// From half a millisecond to ten seconds: commits, and answers to requests.
  static let callBounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  /// From ten milliseconds to 82 seconds, doubling, as OpenTelemetry's conventions for models have it.
  static let modelBounds = (0..<14).map { 0.01 * Double(1 << $0) }
  /// From 1 to 4096, quadrupling.
  static let countBounds = (0..<7).map { Double(1 << (2 * $0)) }
}
