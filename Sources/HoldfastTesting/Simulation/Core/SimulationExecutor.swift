/// Runs the tasks of one simulated machine, when the world's scheduler says so.
///
/// Every machine has one, so that a machine can be paused as a whole. Tasks get on it by `executorPreference:`; their
/// children follow.
package final class SimulationExecutor: TaskExecutor {
  /// The name of the machine, for whoever looks at a history.
  package let name: String
  private let scheduler: SimulationScheduler

  /// Makes a machine's executor.
  package init(name: String, scheduler: SimulationScheduler) {
    self.name = name
    self.scheduler = scheduler
  }

  /// Takes a job; the scheduler chooses when it runs.
  package func enqueue(_ job: consuming ExecutorJob) { scheduler.add(UnownedJob(job), of: self) }

  func run(_ job: UnownedJob) {
    // On the task executor alone, as a pool of threads does it: what is on it already goes on without a job of its own.
    job.runSynchronously(on: asUnownedTaskExecutor())
  }

  /// Runs no more jobs until ``resume()``.
  package func pause() { scheduler.pause(self) }

  /// Runs jobs again.
  package func resume() { scheduler.resume(self) }
}
