import CoreMetrics
import HoldfastTelemetry
import Metrics
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ExpositionTests {
  /// Texts that have every character with a meaning of its own in the format, and some that only look so.
  private static let hostile = [
    #"back\slash"#, #"quote""#, "line\nfeed", "\r\n", #"\n"#, "{a=\"b\"} 1", "# HELP x", "ü, 漢, 🙂",
    "\u{2028}", " ", "",
  ]

  @Test func `the whole format, letter by letter`() {
    let registry = PrometheusRegistry(catalogue: [
      Metric("a_total", .counter, "Counts\n\\ \"a\".", labels: [MetricLabel("kind", ["x\"\\\n", "y"])]),
      Metric("b_seconds", .histogram(bounds: [0.25, 1]), unit: .seconds, "Times."),
      Metric("c", .gauge, "Now."),
    ])
    Counter(label: "a_total", dimensions: [("kind", "x\"\\\n")], factory: registry).increment(by: 3)
    let timer = Metrics.Timer(label: "b_seconds", factory: registry)
    for milliseconds in [250, 500, 1_000, 5_000] { timer.recordMilliseconds(milliseconds) }
    Meter(label: "c", factory: registry).set(-1.5)
    #expect(
      registry.exposition == #"""
        # HELP a_total Counts\n\\ "a".
        # TYPE a_total counter
        a_total{kind="x\"\\\n"} 3
        a_total{kind="y"} 0
        # HELP b_seconds Times.
        # TYPE b_seconds histogram
        b_seconds_bucket{le="0.25"} 1
        b_seconds_bucket{le="1"} 3
        b_seconds_bucket{le="+Inf"} 4
        b_seconds_sum 6.75
        b_seconds_count 4
        # HELP c Now.
        # TYPE c gauge
        c -1.5

        """#)
  }

  @Test func `an independent parser reads hostile help and label values`() throws {
    let metrics = Self.hostile.enumerated().map { index, text in
      Metric("m\(index)_total", .counter, "Help: " + text, labels: [MetricLabel("text", Self.hostile)])
    }
    let registry = PrometheusRegistry(catalogue: metrics)
    for (index, text) in Self.hostile.enumerated() {
      Counter(label: "m\(index)_total", dimensions: [("text", text)], factory: registry).increment(
        by: index + 1)
    }
    let families = try MetricsOracle.read(registry.exposition)
    #expect(families.count == Self.hostile.count)
    for (index, family) in families.enumerated() {
      #expect(family.type == "counter")
      for (other, text) in Self.hostile.enumerated() {
        #expect(
          family.value("", ["text": text]) == (other == index ? Double(index + 1) : 0),
          "\(text.debugDescription)")
      }
    }
  }

  @Test(
    arguments: [
      (0, 0, "0"), (0.1, 1, "0.1"), (0.2, 1, "0.2"), (0.1.nextUp, 2, "0.2"), (1, 2, "1"),
      (1e9, 3, "1000000000"),
    ] as [(Double, Int, String)])
  func `a value counts in the first bucket that is not smaller`(value: Double, beyond: Int, sum: String) {
    let bounds = [0.1, 0.5, 2]
    let registry = PrometheusRegistry(catalogue: [Metric("h", .histogram(bounds: bounds), "A size.")])
    Recorder(label: "h", factory: registry).record(value)
    let text = Exposition(registry)
    for (index, bound) in ["0.1", "0.5", "2", "+Inf"].enumerated() {
      let isIn = (Double(bound) ?? .infinity) >= value
      #expect(text.value("h_bucket{le=\"\(bound)\"}") == (isIn ? 1 : 0), "\(index)")
    }
    #expect(text.value("h_count") == 1)
    #expect(text.value("h_sum") == value)
  }

  @Test func `what is no number, or would make a counter smaller, is not counted`() {
    let registry = PrometheusRegistry(catalogue: [
      Metric("h", .histogram(bounds: [1]), "A size."), Metric("n_total", .counter, "A number."),
    ])
    for value in [Double.nan, .infinity, -.infinity] {
      Recorder(label: "h", factory: registry).record(value)
      FloatingPointCounter(label: "n_total", factory: registry).increment(by: value)
    }
    Counter(label: "n_total", factory: registry).increment(by: -5)
    let text = Exposition(registry)
    #expect(text.value("h_count") == 0)
    #expect(text.value("h_sum") == 0)
    #expect(text.value("n_total") == 0)
  }

  @Test(
    arguments: [
      (0.0, "0"), (.leastNonzeroMagnitude, "5e-324"), (0.001, "0.001"), (1e15, "1000000000000000"),
      (1e300, "1e+300"),
      (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (-0.5, "-0.5"),
    ] as [(Double, String)])
  func `numbers`(value: Double, text: String) throws {
    let registry = PrometheusRegistry(catalogue: [Metric("g", .gauge, "A value.")])
    Meter(label: "g", factory: registry).set(value)
    #expect(registry.exposition.hasSuffix("\ng \(text)\n"))
  }
}

extension ExpositionTests {
  @Test func `an independent parser reads all of the server's metrics`() throws {
    let registry = PrometheusRegistry(version: "0.1.0-\"beta\"")
    let observer = MetricsObserver(factory: registry)
    for test in ObserverTests.cases { for _ in 0..<3 { observer.observe(test.event) } }
    let families = try MetricsOracle.read(registry.exposition)
    #expect(families.count == MetricCatalogue.all.count)
    for (family, metric) in zip(families, MetricCatalogue.all) {
      // The parser takes the ending from the names of counters.
      #expect(metric.name == (family.type == "counter" ? family.name + "_total" : family.name))
      #expect(family.help == metric.help)
      switch metric.kind {
      case .counter: #expect(family.type == "counter")
      case .gauge, .difference: #expect(family.type == "gauge")
      case .histogram: #expect(family.type == "histogram")
      }
    }
    let commits = try #require(families.first { $0.name == "holdfast_commit_seconds" })
    #expect(commits.value("_count", ["store": "stream-log"]) == 3)
    #expect(commits.value("_bucket", ["store": "stream-log", "le": "+Inf"]) == 3)
  }
}
