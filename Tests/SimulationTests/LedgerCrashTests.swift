import Foundation
import HoldfastTesting
import Testing

/// A process dies before and after each transition of the effect ledger, in worlds in which much goes wrong with tools.
@Suite("Crashes at the effect ledger", .serialized, .timeLimit(.minutes(30)))
struct LedgerCrashTests {
  /// In how many worlds a process must have died at the transition.
  private static let worldCount = ProcessInfo.processInfo.environment["HOLDFAST_TEST_LONG"] == nil ? 10 : 100

  @Test("What was done is accounted for, wherever the process dies", arguments: LedgerCrash.all)
  func crash(at crash: LedgerCrash) async {
    let run = SeedRun(ledgerCrash: crash)
    var (deaths, worlds) = (0, 0)
    // Not every world comes to every transition while things go wrong.
    while deaths < Self.worldCount, worlds < Self.worldCount * 20 {
      let seeds = (worlds + 1)...(worlds + Self.worldCount)
      let summary = await run.run(seeds.map { UInt64($0) })
      for failure in summary.failures.sorted(by: { $0.seed < $1.seed }).prefix(5) {
        Issue.record("\(crash), seed \(failure.seed): \(failure.violations.prefix(3).map(\.description))")
      }
      deaths += summary.counts[.ledgerCrash(crash)] ?? 0
      worlds += summary.worlds
    }
    print("\(crash): a process died in \(deaths) of \(worlds) worlds")
    #expect(deaths >= Self.worldCount)
  }

  @Test(
    "One seed, replayed", .enabled(if: ProcessInfo.processInfo.environment["SIM_CRASH"] != nil),
    arguments: LedgerCrash.all)
  func replay(crash: LedgerCrash) throws {
    let environment = ProcessInfo.processInfo.environment
    guard environment["SIM_CRASH"] == crash.description else { return }
    let seed = try #require(environment["SIM_SEED"].flatMap(UInt64.init))
    let report = Simulation.run(seed: seed, ledgerCrash: crash)
    for entry in report.history.entries { print(entry) }
    for violation in report.violations { print(violation) }
    #expect(report.violations.isEmpty)
  }
}
