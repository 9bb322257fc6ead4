#if MySQL
  import Foundation

  /// Runs every job on a thread of its own, so that a test may block without taking a thread from those beside it.
  final class BlockingExecutor: TaskExecutor {
    static let shared = BlockingExecutor()

    func enqueue(_ job: consuming ExecutorJob) {
      let (job, executor) = (UnownedJob(job), asUnownedTaskExecutor())
      Thread { job.runSynchronously(on: executor) }.start()
    }
  }
#endif
