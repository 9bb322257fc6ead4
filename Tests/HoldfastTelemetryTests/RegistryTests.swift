import CoreMetrics
import HoldfastTelemetry
import Metrics
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RegistryTests {
  private static let refused = "holdfast_metrics_refused_total"

  @Test(
    arguments: [
      ("holdfast_resume_total", [("outcome", "s-12345")]),
      ("holdfast_resume_total", []),
      ("holdfast_resume_total", [("outcome", "resumed"), ("session", "s1")]),
      ("holdfast_resume_total", [("result", "resumed")]),
      ("holdfast_sessions_total", []),
      ("holdfast_resume_seconds", []),
      ("holdfast_streams_active", []),
    ] as [(String, [(String, String)])])
  func `what the catalogue does not have is refused and counted`(name: String, labels: [(String, String)]) {
    let registry = PrometheusRegistry(version: "1")
    let before = Exposition(registry).lines
    Counter(label: name, dimensions: labels, factory: registry).increment(by: 7)
    let after = Exposition(registry)
    #expect(
      after.lines.filter { !$0.hasPrefix(Self.refused) } == before.filter { !$0.hasPrefix(Self.refused) })
    #expect(after.value(Self.refused) == 1)
  }

  @Test func `a kind that the metric is not is refused`() {
    let registry = PrometheusRegistry(version: "1")
    Meter(label: "holdfast_fenced_writes_total", factory: registry).set(7)
    Recorder(label: "holdfast_fenced_writes_total", factory: registry).record(7)
    Recorder(label: "holdfast_commit_batch_events", aggregate: false, factory: registry).record(7)
    // Counted in frames, not in time.
    Metrics.Timer(label: "holdfast_commit_batch_events", factory: registry).recordSeconds(7)
    let text = Exposition(registry)
    #expect(text.value(Self.refused) == 4)
    #expect(text.value("holdfast_fenced_writes_total") == 0)
    #expect(text.value("holdfast_commit_batch_events_count") == 0)
  }

  @Test func `the same series asked for twice is one`() {
    let registry = PrometheusRegistry(version: "1")
    for _ in 0..<2 {
      let counter = Counter(label: "holdfast_fenced_writes_total", factory: registry)
      counter.increment()
      counter.destroy()
    }
    #expect(Exposition(registry).value("holdfast_fenced_writes_total") == 2)
  }

  @Test func `the order of dimensions does not matter`() {
    let registry = PrometheusRegistry(version: "1")
    let labels = [("class", "full"), ("store", "stream-log"), ("phase", "append")]
    Counter(label: "holdfast_persist_failures_total", dimensions: labels, factory: registry).increment()
    let series = #"holdfast_persist_failures_total{phase="append",store="stream-log",class="full"}"#
    #expect(Exposition(registry).value(series) == 1)
    #expect(Exposition(registry).sum("holdfast_persist_failures_total") == 1)
  }

  @Test func `8 tasks count 10,000 times each, and nothing is lost`() async {
    let registry = PrometheusRegistry(version: "1")
    await withDiscardingTaskGroup { group in
      for task in 0..<8 {
        group.addTask {
          let outcome = task.isMultiple(of: 2) ? "resumed" : "none"
          let counter = Counter(
            label: "holdfast_resume_total", dimensions: [("outcome", outcome)], factory: registry)
          let sizes = Recorder(label: "holdfast_commit_batch_events", factory: registry)
          let gauge = Meter(label: "holdfast_readers", dimensions: [("state", "waiting")], factory: registry)
          for number in 0..<10_000 {
            counter.increment()
            sizes.record(number % 3)
            gauge.increment()
            if !number.isMultiple(of: 10) { gauge.decrement() }
          }
        }
      }
    }
    let text = Exposition(registry)
    #expect(text.value(#"holdfast_resume_total{outcome="resumed"}"#) == 40_000)
    #expect(text.value(#"holdfast_resume_total{outcome="none"}"#) == 40_000)
    #expect(text.value("holdfast_commit_batch_events_count") == 80_000)
    // 0, 1, 2, 0, … : 3,333 whole rounds of sum 3, and a 0.
    #expect(text.value("holdfast_commit_batch_events_sum") == Double(8 * 3_333 * 3))
    #expect(text.value(#"holdfast_commit_batch_events_bucket{le="1"}"#) == Double(8 * (3_334 + 3_333)))
    #expect(text.value(#"holdfast_readers{state="waiting"}"#) == 8_000)
  }
}
