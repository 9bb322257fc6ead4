import HoldfastTesting
import Testing

/// A check that finds nothing proves nothing: each finds the bug that is planted for it.
@Suite("Planted bugs", .serialized, .timeLimit(.minutes(10)))
struct SabotageTests {
  @Test("A planted bug is caught by its own invariant, and its world is sound without it")
  func everyBugIsCaught() async throws {
    print("planted bug              invariant  caught by seed  after worlds  violation")
    for sabotage in Sabotage.allCases {
      let run = SeedRun(sabotage: sabotage) { report in report.breaks(sabotage.invariant) }
      let summary = await run.run(Array(1...500))
      let caught = summary.failures.filter { $0.breaks(sabotage.invariant) }.min { $0.seed < $1.seed }
      guard let caught else {
        Issue.record(
          "\(sabotage) was not caught by \(sabotage.invariant.rawValue) in \(summary.worlds) worlds")
        continue
      }
      let violation = caught.violations.first { $0.invariant == sabotage.invariant }?.description ?? ""
      print(
        sabotage.rawValue.padded(25) + sabotage.invariant.rawValue.padded(11)
          + String(caught.seed).padded(16) + String(summary.worlds).padded(14) + violation)
      let sound = Simulation.run(seed: caught.seed)
      #expect(sound.violations.isEmpty, "seed \(caught.seed) breaks without the bug: \(sound.violations)")
    }
  }

  @Test("Every invariant has its bug")
  func everyInvariantHasItsBug() {
    #expect(Set(Sabotage.allCases.map(\.invariant)) == Set(Invariant.allCases).subtracting([.rest]))
  }
}

extension Simulation.Report {
  fileprivate func breaks(_ invariant: Invariant) -> Bool {
    violations.contains { $0.invariant == invariant }
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
