import HoldfastEngine
import HoldfastModel
import HoldfastTelemetry
import Synchronization
import Testing

/// I36: started = ended by state + active, at every scrape.
@Suite(.timeLimit(.minutes(1)))
struct StreamClosureTests {
  private static func isClosed(_ text: Exposition) -> Bool {
    text.value("holdfast_streams_active").map {
      text.sum("holdfast_streams_started_total") == text.sum("holdfast_streams_ended_total") + $0
    } ?? false
  }

  /// How many tasks still run.
  private final class Running: Sendable {
    let count: Atomic<Int>
    init(_ count: Int) { self.count = Atomic(count) }
  }

  @Test func `it holds while streams start and end`() async {
    let registry = PrometheusRegistry(version: "1")
    let observer = MetricsObserver(factory: registry)
    let (rounds, tasks) = (2_000, 8)
    let running = Running(tasks)
    // Between the start and the end of a stream of each task there is at most one; so many may be active, and no more.
    var scrapes = 0
    await withDiscardingTaskGroup { group in
      for task in 0..<tasks {
        group.addTask {
          for round in 0..<rounds {
            observer.observe(.streamStarted(round.isMultiple(of: 7) ? .takeover : .request))
            switch (task + round) % 3 {
            case 0: observer.observe(.streamEnded(.finished, .finish))
            case 1: observer.observe(.streamEnded(.aborted, .provider))
            default: observer.observe(.streamLost)
            }
          }
          running.count.subtract(1, ordering: .sequentiallyConsistent)
        }
      }
      while running.count.load(ordering: .sequentiallyConsistent) > 0 {
        let text = Exposition(registry)
        #expect(Self.isClosed(text))
        let active = text.value("holdfast_streams_active") ?? -1
        #expect(active >= 0 && active <= Double(tasks), "\(active)")
        scrapes += 1
        await Task.yield()
      }
    }
    #expect(scrapes > 2)
    let text = Exposition(registry)
    #expect(text.sum("holdfast_streams_started_total") == Double(tasks * rounds))
    #expect(text.sum("holdfast_streams_ended_total") == Double(tasks * rounds))
    #expect(text.value("holdfast_streams_active") == 0)
  }

  @Test func `each end counts by state and cause`() {
    let registry = PrometheusRegistry(version: "1")
    let observer = MetricsObserver(factory: registry)
    for _ in 0..<3 { observer.observe(.streamStarted(.request)) }
    observer.observe(.streamEnded(.stopped, .user))
    observer.observe(.streamEnded(.superseded, .superseded))
    let text = Exposition(registry)
    #expect(text.value(#"holdfast_streams_started_total{origin="request"}"#) == 3)
    #expect(text.value(#"holdfast_streams_ended_total{outcome="stopped",cause="user"}"#) == 1)
    #expect(text.value(#"holdfast_streams_ended_total{outcome="superseded",cause="superseded"}"#) == 1)
    #expect(text.value("holdfast_streams_active") == 1)
  }
}
