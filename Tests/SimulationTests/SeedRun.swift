import Foundation
import HoldfastTesting
import Synchronization

/// Runs many seeds, on as many threads as there are processors.
///
/// A world runs on the thread that calls it and blocks it, so these are threads of their own and none of the pool that
/// tests run on.
struct SeedRun: Sendable {
  /// What came of many worlds.
  struct Summary: Sendable {
    var worlds = 0
    var jobs = 0
    var failures: [Simulation.Report] = []
    /// In how many worlds each point was reached.
    var counts: [SometimesPoint: Int] = [:]
    /// The points that were reached.
    var reached: Set<SometimesPoint> { Set(counts.keys) }
  }

  var sabotage: Sabotage?
  /// Where processes die, besides by chance.
  var ledgerCrash: LedgerCrash?
  /// Ends the run early when it says so of a world.
  var isEnough: @Sendable (Simulation.Report) -> Bool = { _ in false }

  /// Runs some seeds.
  func run(_ seeds: [UInt64]) async -> Summary {
    let state = Mutex((next: 0, summary: Summary()))
    let threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let done = Countdown(threads)
    for _ in 0..<threads {
      let thread = Thread {
        while let seed = state.withLock({ state -> UInt64? in
          guard state.next < seeds.count else { return nil }
          defer { state.next += 1 }
          return seeds[state.next]
        }) {
          let report = Simulation.run(seed: seed, sabotage: sabotage, ledgerCrash: ledgerCrash)
          state.withLock { state in
            state.summary.add(report)
            if isEnough(report) { state.next = seeds.count }
          }
        }
        done.count()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    await done.wait()
    return state.withLock { $0.summary }
  }
}

extension SeedRun.Summary {
  fileprivate mutating func add(_ report: Simulation.Report) {
    worlds += 1
    jobs += report.jobs
    for point in report.reached { counts[point, default: 0] += 1 }
    if !report.violations.isEmpty { failures.append(report) }
  }
}
