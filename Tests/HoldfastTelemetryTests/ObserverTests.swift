import HoldfastEngine
import HoldfastHTTP
import HoldfastModel
import HoldfastStores
import HoldfastTelemetry
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ObserverTests {
  /// An event, and the series that it makes one larger.
  struct Case: Sendable, CustomTestStringConvertible {
    var event: EngineEvent
    var series: [String]
    var testDescription: String { "\(event)" }

    init(_ event: EngineEvent, _ series: String...) {
      self.event = event
      self.series = series
    }
  }

  private static let time = Duration.milliseconds(30)

  static let cases: [Case] = [
    Case(.streamLost, #"holdfast_streams_ended_total{outcome="lost",cause="lost"}"#),
    Case(.startCommitted(after: time), "holdfast_stream_start_seconds_count"),
    Case(.firstContentCommitted(after: time), "holdfast_first_delta_seconds_count"),
    Case(.duplicateFinish, "holdfast_duplicate_finish_total"),
    Case(.watchdogFired(.betweenChunks), #"holdfast_watchdogs_fired_total{kind="between_chunks"}"#),
    Case(
      .resumeAnswered(.cursor, after: time), #"holdfast_resume_total{outcome="cursor"}"#,
      "holdfast_resume_seconds_count"),
    Case(.repeatAnswered(.conflict), #"holdfast_idempotency_total{result="conflict"}"#),
    Case(.claimCommitted(after: time), #"holdfast_commit_seconds_count{store="conversations"}"#),
    Case(
      .appendCommitted(frames: 1, bytes: 1, after: time),
      #"holdfast_commit_seconds_count{store="stream-log"}"#,
      "holdfast_commit_batch_events_count", "holdfast_appended_bytes_total"),
    Case(
      .settled(.pending, attempts: 3, after: time), #"holdfast_settled_total{result="pending"}"#,
      "holdfast_settle_attempts_count", "holdfast_settle_seconds_count"),
    Case(
      .settleFailed(.indeterminate),
      #"holdfast_persist_failures_total{phase="settle",store="conversations",class="indeterminate"}"#),
    Case(
      .registrationFailed(.unavailable),
      #"holdfast_persist_failures_total{phase="register",store="stream-log",class="unavailable"}"#),
    Case(.registrationGivenUp, #"holdfast_resume_total{outcome="setup_failed"}"#),
    Case(
      .storeHeldBack(.full),
      #"holdfast_persist_failures_total{phase="append",store="stream-log",class="full"}"#),
    Case(.unknownOutcome(.settle), #"holdfast_unknown_outcomes_total{call="settle"}"#),
    Case(.fencedWrite, "holdfast_fenced_writes_total"),
    Case(.leaseTakenOver(.restart), #"holdfast_lease_takeovers_total{reason="restart"}"#),
    Case(.repaired(.pointer), #"holdfast_orphans_repaired_total{kind="pointer"}"#),
    Case(.historyRepaired, "holdfast_history_repairs_total"),
    Case(
      .providerAttempt(.finished, provider: "openai"),
      #"holdfast_provider_attempts_total{provider="openai",result="finished"}"#),
    Case(
      .providerAttempt(.cancelled, provider: "scripted"),
      #"holdfast_provider_attempts_total{provider="scripted",result="cancelled"}"#),
    Case(
      .providerAttempt(.failed(.overload), provider: "sk-123"),
      #"holdfast_provider_attempts_total{provider="other",result="failed"}"#,
      #"holdfast_provider_aborts_total{provider="other",cause="overload"}"#),
    Case(
      .providerAttempt(.aborted(.cut), provider: "openai"),
      #"holdfast_provider_attempts_total{provider="openai",result="aborted"}"#,
      #"holdfast_provider_aborts_total{provider="openai",cause="cut"}"#),
  ]

  @Test(arguments: cases)
  func `an event counts in its own series and in no other`(case: Case) {
    let registry = PrometheusRegistry(version: "1")
    let before = Exposition(registry)
    MetricsObserver(factory: registry).observe(`case`.event)
    let after = Exposition(registry)
    for series in `case`.series { #expect(after.value(series) == 1, "\(series)") }
    // The sums, buckets and what is derived follow; of counters and counts, no other has moved.
    let moved = zip(before.lines, after.lines).filter(!=).map { String($0.1) }.filter { line in
      !line.contains("_sum") && !line.contains("_bucket") && !line.hasPrefix("holdfast_streams_active ")
    }
    #expect(Set(moved) == Set(`case`.series.map { $0 + " 1" }))
  }

  @Test func `times are in seconds`() {
    let registry = PrometheusRegistry(version: "1")
    MetricsObserver(factory: registry).observe(
      .appendCommitted(frames: 12, bytes: 3_000, after: .milliseconds(30)))
    let text = Exposition(registry)
    #expect(text.value(#"holdfast_commit_seconds_sum{store="stream-log"}"#) == 0.03)
    #expect(text.value(#"holdfast_commit_seconds_bucket{store="stream-log",le="0.025"}"#) == 0)
    #expect(text.value(#"holdfast_commit_seconds_bucket{store="stream-log",le="0.05"}"#) == 1)
    #expect(text.value("holdfast_commit_batch_events_sum") == 12)
    #expect(text.value("holdfast_appended_bytes_total") == 3_000)
  }

  @Test func `the next observer is told the same`() {
    final class Recorder: EngineObserver {
      let events = Mutex<[EngineEvent]>([])
      func observe(_ event: EngineEvent) { events.withLock { $0.append(event) } }
    }
    let recorder = Recorder()
    let observer = MetricsObserver(factory: PrometheusRegistry(version: "1"), next: recorder)
    for test in Self.cases { observer.observe(test.event) }
    #expect(recorder.events.withLock { $0 } == Self.cases.map(\.event))
  }

  @Test func `answers count by route, class of status and code`() {
    let registry = PrometheusRegistry(version: "1")
    let observer = HTTPMetrics(factory: registry)
    observer.observe(.answered(.route(.startReply), status: 200, code: nil))
    observer.observe(.answered(.route(.startReply), status: 409, code: .messageIDConflict))
    observer.observe(.answered(.page, status: 304, code: nil))
    observer.observe(.answered(.other, status: 404, code: ChatError.Code("SOMETHING_NEW")))
    observer.observe(.slowReaderClosed)
    let text = Exposition(registry)
    #expect(text.value(#"holdfast_http_requests_total{route="POST /api/chat",status="2xx"}"#) == 1)
    #expect(text.value(#"holdfast_http_requests_total{route="POST /api/chat",status="4xx"}"#) == 1)
    #expect(text.value(#"holdfast_http_requests_total{route="page",status="3xx"}"#) == 1)
    #expect(text.value(#"holdfast_http_requests_total{route="other",status="4xx"}"#) == 1)
    #expect(text.value(#"holdfast_rejected_total{reason="MESSAGE_ID_CONFLICT"}"#) == 1)
    #expect(text.value(#"holdfast_rejected_total{reason="other"}"#) == 1)
    #expect(text.sum("holdfast_rejected_total") == 2)
    #expect(text.value("holdfast_slow_readers_total") == 1)
  }

  @Test func `nothing of the server's own is refused`() {
    let registry = PrometheusRegistry(version: "1")
    _ = MetricsObserver(factory: registry)
    _ = HTTPMetrics(factory: registry)
    #expect(Exposition(registry).value("holdfast_metrics_refused_total") == 0)
  }
}
