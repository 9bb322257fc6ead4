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

  /// What the tasks share.
  private final class Shared: Sendable {
    let isScraped = Atomic(false)
    let rounds = Atomic(0)
  }

  @Test func `it holds while streams start and end`() async {
    let registry = PrometheusRegistry(version: "1")
    let observer = MetricsObserver(factory: registry)
    let (tasks, scrapes) = (8, 200)
    let shared = Shared()
    await withDiscardingTaskGroup { group in
      for task in 0..<tasks {
        group.addTask {
          var round = 0
          while !shared.isScraped.load(ordering: .relaxed) {
            observer.observe(.streamStarted(round.isMultiple(of: 7) ? .takeover : .request))
            switch (task + round) % 3 {
            case 0: observer.observe(.streamEnded(.finished, .finish))
            case 1: observer.observe(.streamEnded(.aborted, .provider))
            default: observer.observe(.streamLost)
            }
            round += 1
            await Task.yield()
          }
          shared.rounds.add(round, ordering: .relaxed)
        }
      }
      var started: Set<Double> = []
      for _ in 0..<scrapes {
        let text = Exposition(registry)
        #expect(Self.isClosed(text))
        // Each task has at most one stream that has started and not ended.
        let active = text.value("holdfast_streams_active") ?? -1
        #expect(active >= 0 && active <= Double(tasks), "\(active)")
        started.insert(text.sum("holdfast_streams_started_total"))
        await Task.yield()
      }
      // Streams did start and end between the scrapes.
      #expect(started.count > 2)
      shared.isScraped.store(true, ordering: .relaxed)
    }
    let text = Exposition(registry)
    let rounds = Double(shared.rounds.load(ordering: .relaxed))
    #expect(text.sum("holdfast_streams_started_total") == rounds)
    #expect(text.sum("holdfast_streams_ended_total") == rounds)
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
