import Holdfast
import HoldfastModel
import HoldfastTesting
import Synchronization
import Testing

/// How long an outage lasts in a test, and what is promised of it.
private struct OutageScale {
  var outage: Duration
  var startsPerSecond: Int
  var breakerOpen: Duration
  var breakerMaximumOpen: Duration
  /// How soon after the end of the outage the first target has all its work again.
  var recovery: Duration

  static let own = Effort.of(
    OutageScale(
      outage: .seconds(6), startsPerSecond: 25, breakerOpen: .seconds(1),
      breakerMaximumOpen: .milliseconds(1500),
      recovery: .seconds(10)),
    long: OutageScale(
      outage: .seconds(60), startsPerSecond: 50, breakerOpen: .seconds(5),
      breakerMaximumOpen: .milliseconds(7500), recovery: .seconds(10)))
}

@Suite(.serialized, .timeLimit(.minutes(10)))
struct `An outage of the first of two targets` {
  @Test(arguments: UpstreamFormat.allCases)
  func `costs little, is noticed soon, and is over soon`(format: UpstreamFormat) async throws {
    let scale = OutageScale.own
    let isDown = Mutex(true)
    try await withScriptedUpstream { request in
      let fails = request.model == "first" && isDown.withLock { $0 }
      var scenario = UpstreamScenario(words: 3, fault: fails ? .serverError : nil)
      // It takes a while to fail, so that others come while one sees whether it is well.
      scenario.pace = fails ? .milliseconds(150) : .zero
      return scenario
    } body: { upstream in
      let chain = Chain(upstream: upstream, format: format)
      let targets = [chain.target("first"), chain.target("second", rank: 1)]
      try await Chain.serve(
        targets,
        configure: { configuration in
          configuration.attempts.breakerOpen = scale.breakerOpen
          configuration.attempts.breakerMaximumOpen = scale.breakerMaximumOpen
        }
      ) { server in
        let begun = ContinuousClock.now
        let healed = begun + scale.outage
        let end = healed + scale.recovery + .seconds(1)
        // When the first target has had all the work for a while, all is said.
        func isOver() -> Bool {
          let last = upstream.requests.last { $0.model == "second" }?.receivedAt ?? begun
          return max(last, healed) + .seconds(2) < .now
        }
        var opened: ContinuousClock.Instant?
        let ends = try await withThrowingTaskGroup(of: String.self) { group in
          var number = 0
          while ContinuousClock.now < end, !isOver() {
            number += 1
            let session = "s\(number)"
            group.addTask { try await server.visitor().ask(session: session).types.last ?? "" }
            if ContinuousClock.now >= healed, isDown.withLock({ $0 }) {
              try await Self.checkProbes(server)
              isDown.withLock { $0 = false }
            }
            if opened == nil, try await Self.openings(server) > 0 { opened = .now }
            // The starts come at a rate.
            try await Task.sleep(until: begun + .seconds(1) * number / scale.startsPerSecond)
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        // A burst before the breaker opens may be more than the budget of further attempts allows.
        let refused = try await server.metric("holdfast_no_target_total", by: "reason")["budget"] ?? 0
        #expect(ends.count { $0 != "finish" } == refused)
        #expect(refused <= ends.count / 10)
        Self.check(upstream.requests, starts: ends.count, scale, from: begun, opened: opened, healed: healed)
      }
    }
  }

  /// No more probes than times that the breaker has opened.
  private static func checkProbes(_ server: TestServer) async throws {
    let opened = try await openings(server)
    let probes = try await server.metric("holdfast_provider_calls_total", by: "role")["probe"] ?? 0
    #expect(probes <= opened)
  }

  /// How often the breaker has opened.
  private static func openings(_ server: TestServer) async throws -> Int {
    Int(try await server.metrics()[#"holdfast_breaker_moves_total{kind="start",state="open"}"#] ?? 0)
  }

  private static func check(
    _ requests: [UpstreamRequest], starts: Int, _ scale: OutageScale, from begun: ContinuousClock.Instant,
    opened: ContinuousClock.Instant?, healed: ContinuousClock.Instant
  ) {
    let seconds = Int((ContinuousClock.now - begun) / .seconds(1)) + 1
    #expect(requests.count <= starts * 11 / 10 + 10 * seconds)
    // Where the machine has not even made the starts in time, the times say nothing.
    guard starts >= scale.startsPerSecond * seconds / 2 else { return }
    if let opened {
      #expect(opened <= begun + .seconds(5), "the breaker opened after \(opened - begun)")
    } else {
      Issue.record("the breaker did not open")
    }
    let last = requests.last { $0.model == "second" }?.receivedAt ?? begun
    #expect(last <= healed + scale.recovery, "the second target was still asked \(last - healed) later")
    let down = requests.count { $0.model == "first" && $0.receivedAt < healed }
    print(
      "\(starts) starts, \(requests.count) upstream calls, \(down) of them to the target that was down; "
        + "open after \(opened.map { $0 - begun } ?? .zero), all work back after \(last - healed)")
  }
}
