import Holdfast
import HoldfastModel
import HoldfastTesting
import Testing

@Suite(.timeLimit(.minutes(10)))
struct `The budget of further attempts` {
  /// A tenth of the requests, and ten a second: the rest are told what went wrong at the first target.
  @Test(arguments: UpstreamFormat.allCases)
  func `bounds what a provider that fails costs the next one`(format: UpstreamFormat) async throws {
    let starts = 150
    try await withScriptedUpstream { request in
      var scenario = UpstreamScenario(words: 3, fault: request.model == "first" ? .serverError : nil)
      // Most have asked before the first of them is told.
      scenario.pace = request.model == "first" ? .milliseconds(500) : .zero
      return scenario
    } body: { upstream in
      let chain = Chain(upstream: upstream, format: format)
      let targets = [chain.target("first"), chain.target("second", rank: 1)]
      // What a queue before the first target diverts is another matter.
      try await Chain.serve(targets, configure: { $0.attempts.minimumConcurrency = 1000 }) { server in
        let begun = ContinuousClock.now
        let ends = try await withThrowingTaskGroup(of: String.self) { group in
          for number in 0..<starts {
            group.addTask {
              let answer = try await server.visitor().ask(session: "s\(number)")
              return try answer.types.last ?? ""
            }
          }
          return try await group.reduce(into: []) { $0.append($1) }
        }
        let seconds = Int((ContinuousClock.now - begun) / .seconds(1)) + 1
        try await server.untilQuiet()
        // Some may have gone to the second target at once, when the breaker was open.
        let first = upstream.requests(to: "first").count
        let further = upstream.requests.count - starts
        #expect(further <= starts / 10 + 10 * seconds)
        #expect(first >= 5)
        let finished = ends.count { $0 == "finish" }
        let refused = try await server.metric("holdfast_no_target_total", by: "reason")["budget"] ?? 0
        #expect(finished + refused == starts, "\(ends)")
        #expect(refused > 0, "with so many at once the budget is spent")
      }
    }
  }
}
