package import HoldfastStores
import Synchronization

/// Tries the simulated stores by themselves, in a world without faults, clients and nodes.
package enum StoreTrial {
  /// Why a trial came to no result.
  package struct Stuck: Error {
    /// How the world ended.
    package var ending: SimulationScheduler.Ending
  }

  /// Calls with both stores, as one process reaches them, and with a way to let time pass.
  ///
  /// - Throws: What the body throws; ``Stuck`` when it waits for ever.
  package static func run(
    seed: UInt64,
    _ body:
      @escaping @Sendable (
        any ConversationStore, StreamLogSubject, _ power: SimulatedStores
      ) async throws -> Void
  ) throws {
    let world = SimulationWorld(seed: seed)
    world.heal()
    let stores = SimulatedStores(world: world)
    let life = NodeLife(node: 0, number: 0, world: world)
    let subject = StreamLogSubject(log: stores.log(for: life)) { await world.pass($0) }
    let result = Mutex<Result<Void, any Error>?>(nil)
    let executor = SimulationExecutor(name: "trial", scheduler: world.scheduler)
    Task(executorPreference: executor) {
      await withDiscardingTaskGroup { group in
        for machine in [stores.conversations.machine, stores.log.machine] {
          group.addTask(executorPreference: machine.executor) { await machine.run() }
        }
        let outcome: Result<Void, any Error>
        do {
          outcome = .success(try await body(stores.conversations(for: life), subject, stores))
        } catch {
          outcome = .failure(error)
        }
        stores.conversations.machine.stop()
        stores.log.machine.stop()
        result.withLock { $0 = outcome }
      }
    }
    let ending = world.scheduler.run(maximumJobs: 5_000_000, until: .seconds(3600)) {
      result.withLock { $0 != nil }
    }
    guard let outcome = result.withLock({ $0 }) else { throw Stuck(ending: ending) }
    try outcome.get()
  }
}
