public import HoldfastModel
import Synchronization

/// Answers from a ``Scenario``: for tests, and to try the server without a model.
public final class ScriptedProvider: ModelProvider {
  /// The name from the initialiser.
  public let name: String
  /// The model from the initialiser.
  public let model: String
  /// How it is asked to go on, from the initialiser: in each way it says the rest of what the scenario has.
  public let continuation: ContinuationMode

  private struct State {
    var calls = 0
    /// How often each reply was given.
    var uses: [Int: Int] = [:]
  }

  private let scenario: Scenario
  private let clock: any Clock<Duration>
  private let state = Mutex(State())

  /// Makes a provider.
  ///
  /// - Parameters:
  ///   - name: What it is called in logs, status and metrics.
  ///   - model: What its model is called.
  ///   - scenario: What it answers.
  ///   - continuation: How it is asked to go on with a reply that was cut.
  ///   - clock: Tells the delays.
  public init(
    name: String = "scripted", model: String = "scripted-1", scenario: Scenario = .demo,
    continuation: ContinuationMode = .none, clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.name = name
    self.model = model
    self.scenario = scenario
    self.continuation = continuation
    self.clock = clock
  }

  /// How often it was asked, answers that failed included.
  public var callCount: Int { state.withLock { $0.calls } }

  /// Plays the first reply that answers the request; without one, repeats the last text of the user.
  public func reply(
    to request: ModelRequest, onEvent: (ProviderEvent) async throws -> Void
  ) async throws {
    let cue = ScriptedCue(request)
    var performance = ScriptedPerformance(
      clock: clock, said: request.continuing?.text ?? "", results: cue.results)
    for step in nextSteps(for: cue) {
      try Task.checkCancellation()
      try await performance.play(step, onEvent: onEvent)
    }
    guard performance.hasFinished else {
      throw ProviderError(.cut, detail: "the scenario ended without a finish")
    }
  }

  private func nextSteps(for cue: ScriptedCue) -> [Scenario.Step] {
    state.withLock { state in
      state.calls += 1
      let place = scenario.replies.indices.first { place in
        let reply = scenario.replies[place]
        let isLeft = reply.times.map { state.uses[place, default: 0] < $0 } ?? true
        return isLeft && reply.answers(cue)
      }
      guard let place else { return Scenario.echo(cue.text) }
      state.uses[place, default: 0] += 1
      return scenario.replies[place].steps
    }
  }
}
