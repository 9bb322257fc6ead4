import HoldfastEngine
import HoldfastModel
import HoldfastStores

extension Workload {
  /// A whole run, with so many pieces of text, each of which is committed by itself.
  static func run(deltas: Int) -> Workload {
    Workload(name: "run-\(deltas)", unit: "delta", repetitions: max(1, 3000 / deltas)) { repetitions in
      for _ in 0..<repetitions {
        var run = DrivenRun()
        run.hear(.begun)
        run.hear(.attemptBegan(Attempt(target: "target", model: "model")))
        for _ in 0..<deltas { run.hear(.provider(.textDelta(Sample.text))) }
        run.hear(.provider(.finish(.stop)))
        run.hear(.providerEnded(nil))
        try expect(run.machine.isOver && run.end == .finished, "the run does not end as finished")
        try expect(run.deltas == deltas, "there is a chunk for each piece of text")
        try expect(run.writes > deltas, "each piece of text is written by itself")
      }
      return repetitions * deltas
    }
  }
}

/// A run whose effects are answered at once, and well.
private struct DrivenRun {
  var machine = RunMachine(
    header: Sample.header(), isLogged: true, model: "model",
    limits: RunMachine.Limits(EngineConfiguration()))
  var deltas = 0
  var writes = 0
  var end: TerminalState?

  mutating func hear(_ event: RunMachine.Event) {
    var events = [event]
    while !events.isEmpty {
      let effects = machine.handle(events, at: Sample.time)
      events.removeAll(keepingCapacity: true)
      for effect in effects {
        if let answer = answer(to: effect) { events.append(answer) }
      }
    }
  }

  private mutating func answer(to effect: RunMachine.Effect) -> RunMachine.Event? {
    switch effect {
    case .write(let write):
      writes += 1
      for chunk in write.chunks { if case .textDelta = chunk { deltas += 1 } }
      end = write.end ?? end
      return .written(sentAt: Sample.time, requestedEnd: nil)
    case .settle: return .settled()
    case .payQuota: return .quotaPaid
    default: return nil
    }
  }
}
