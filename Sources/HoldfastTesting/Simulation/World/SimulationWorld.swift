package import HoldfastModel
import Synchronization

/// What everything in one simulated world shares: its seed, time, history and rates.
package final class SimulationWorld: Sendable {
  /// The seed that decides everything.
  package let seed: UInt64
  /// Runs the jobs and keeps the time.
  package let scheduler: SimulationScheduler
  /// What happened.
  package let history: History
  /// What is done wrong on purpose; `nil` in every run but those that prove the checks.
  package let sabotage: Sabotage?
  /// Where the process of a node dies on purpose; `nil` where that is left to chance.
  package let ledgerCrash: LedgerCrash?
  /// Whether much is done by tools, and little of it goes well.
  package let isDrilled: Bool
  /// What the tools have done.
  let desk = ToolDesk()
  private let rates: FaultRates
  private let reached = Mutex<Set<SometimesPoint>>([])
  private let isHealed = Mutex(false)
  private let lastNumber = Mutex(0)
  /// Happens when nothing goes wrong any more.
  package let healing = OneShot()

  /// Makes the world of a seed.
  ///
  /// - Parameter ledgerCrash: Where the processes die, besides by chance.
  package init(seed: UInt64, sabotage: Sabotage? = nil, ledgerCrash: LedgerCrash? = nil) {
    self.seed = seed
    self.sabotage = sabotage
    self.ledgerCrash = ledgerCrash
    scheduler = SimulationScheduler(random: SimulationRandom(seed: seed, "schedule"))
    history = History()
    let random = SimulationRandom(seed: seed, "rates")
    let drawn = FaultRates.drawn(from: random)
    isDrilled = ledgerCrash != nil || random.happens(0.2)
    rates = isDrilled ? drawn.drilled(random) : drawn
  }

  /// A number that no other event has.
  package func nextNumber() -> Int {
    lastNumber.withLock { number in
      number += 1
      return number
    }
  }

  /// A sequence of random numbers for a purpose.
  package func random(_ purpose: String) -> SimulationRandom { SimulationRandom(seed: seed, purpose) }

  /// How often what goes wrong now.
  package var faults: FaultRates { isHealed.withLock { $0 } ? .none : rates }

  /// How often what goes wrong for good, and so also after the world has healed.
  package var lastingFaults: FaultRates { rates }

  /// Ends the phase of faults.
  package func heal() {
    isHealed.withLock { $0 = true }
    note(.healed)
    healing.happen()
  }

  /// The time of day, which every machine reads off the same true clock unless its own is wrong.
  package var time: Timestamp { Self.start + scheduler.now }

  /// When every world begins.
  package static let start = Timestamp(milliseconds: 1_700_000_000_000)

  /// Writes something into the history.
  package func note(_ event: HistoryEvent) { history.append(event, at: scheduler.now) }

  /// Marks a point as reached.
  package func reach(_ point: SometimesPoint) { reached.withLock { _ = $0.insert(point) } }

  /// The points that were reached.
  package var reachedPoints: Set<SometimesPoint> { reached.withLock { $0 } }

  /// Suspends the calling task for a while.
  package func sleep(for duration: Duration) async throws {
    try await scheduler.sleep(until: scheduler.now + duration)
  }

  /// Suspends the calling task for a while, whether it is cancelled or not.
  package func pass(_ duration: Duration) async { await scheduler.pass(until: scheduler.now + duration) }
}
