import Synchronization

/// A machine that takes calls over the network and works on them, each in a task of its own.
package final class SimulatedMachine: Sendable {
  /// Runs the machine's tasks.
  package let executor: SimulationExecutor
  private let works: AsyncStream<@Sendable () async -> Void>
  private let add: AsyncStream<@Sendable () async -> Void>.Continuation

  /// Makes a machine, which ``run()`` sets going.
  package init(executor: SimulationExecutor) {
    self.executor = executor
    // Unbounded, as a network is to whoever sends: what is under way at once is what clients have asked for.
    (works, add) = AsyncStream.makeStream()
  }

  /// Works until ``stop()``.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for await work in works { group.addTask { await work() } }
    }
  }

  /// Takes no more calls.
  package func stop() { add.finish() }

  /// Has the machine do something, and waits for what comes of it, whether the caller is cancelled or not.
  package func perform<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      add.yield { continuation.resume(returning: await work()) }
    }
  }
}
