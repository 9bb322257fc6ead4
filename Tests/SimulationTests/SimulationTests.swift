import Foundation
import HoldfastTesting
import Testing

/// Worlds in which everything goes wrong, by the thousand.
@Suite("Simulation", .serialized)
struct SimulationTests {
  private static let environment = ProcessInfo.processInfo.environment

  /// How many seeds are run.
  private static var seedCount: Int {
    environment["SIM_SEEDS"].flatMap { Int($0) } ?? (environment["HOLDFAST_TEST_LONG"] == nil ? 2000 : 20_000)
  }

  /// So many worlds come to every point; fewer need not.
  private static let seedsForEveryPoint = 2000

  @Test("No invariant breaks in any world, and every point is reached", .timeLimit(.minutes(30)))
  func manyWorlds() async {
    let start = ContinuousClock.now
    let seeds = Corpus.seeds + (1...UInt64(Self.seedCount))
    let summary = await SeedRun().run(seeds)
    print(
      "\(summary.worlds) worlds, \(summary.jobs) steps, \(ContinuousClock.now - start), "
        + "\(summary.reached.count) points reached")
    var counts: [String: Int] = [:]
    for failure in summary.failures {
      for invariant in Set(failure.violations.map(\.invariant.rawValue)) {
        counts[invariant, default: 0] += 1
      }
    }
    for (invariant, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("\(invariant): \(count) worlds")
    }
    summary.writeHistories(to: Self.environment["SIM_HISTORIES"])
    for failure in summary.failures.sorted(by: { $0.seed < $1.seed }).prefix(20) {
      Issue.record("seed \(failure.seed): \(failure.violations.prefix(3).map(\.description))")
    }
    let rarest = SometimesPoint.expected.map { ($0, summary.counts[$0] ?? 0) }.sorted { $0.1 < $1.1 }
    print("rarest points: " + rarest.prefix(10).map { "\($0.0) in \($0.1)" }.joined(separator: ", "))
    let missed = SometimesPoint.expected.filter { !summary.reached.contains($0) }
    if Self.seedCount >= Self.seedsForEveryPoint {
      #expect(missed.isEmpty, "never reached: \(missed)")
    } else {
      print("\(missed.count) points not reached: \(missed)")
    }
  }

  @Test("One seed, replayed", .enabled(if: environment["SIM_SEED"] != nil), .timeLimit(.minutes(5)))
  func replay() throws {
    let seed = try #require(Self.environment["SIM_SEED"].flatMap(UInt64.init))
    let report = Simulation.run(seed: seed)
    for entry in report.history.entries { print(entry) }
    for violation in report.violations { print(violation) }
    print("seed \(seed): \(report.violations.count) violations, trace \(report.digest)")
    #expect(report.violations.isEmpty)
  }

  @Test("A seed makes the same world twice", .timeLimit(.minutes(5)), arguments: 1...UInt64(20))
  func isDeterministic(seed: UInt64) {
    let (first, second) = (Simulation.run(seed: seed), Simulation.run(seed: seed))
    let lines = zip(first.history.entries, second.history.entries).map { ("\($0)", "\($1)") }
    if let difference = lines.first(where: { $0.0 != $0.1 }) {
      Issue.record("seed \(seed) goes two ways:\n\(difference.0)\n\(difference.1)")
    }
    #expect(first.digest == second.digest)
    #expect(first.history.entries.count > 50, "a world in which nothing happens proves nothing")
  }

  @Test("Seeds make different worlds")
  func isRandom() {
    let digests = (1...UInt64(20)).map { Simulation.run(seed: $0).digest }
    #expect(Set(digests).count == digests.count)
  }
}

extension SeedRun.Summary {
  /// Writes the history of one failing seed for each invariant into a folder.
  fileprivate func writeHistories(to folder: String?) {
    guard let folder else { return }
    var written: Set<Invariant> = []
    for failure in failures.sorted(by: { $0.seed < $1.seed }) {
      for invariant in Set(failure.violations.map(\.invariant)) where written.insert(invariant).inserted {
        let lines = failure.history.entries.map(\.description) + failure.violations.map(\.description)
        try? (lines.joined(separator: "\n") + "\n").write(
          toFile: "\(folder)/\(invariant.rawValue)-\(failure.seed).txt", atomically: true, encoding: .utf8)
      }
    }
  }
}
