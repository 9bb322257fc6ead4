import Synchronization

/// Runs tasks on the one thread that waits for them, in the order in which they become ready.
///
/// So the same work is the same instructions each time: what is counted is what the tasks do, and not how threads
/// happened to wake each other.
final class OneThread: TaskExecutor {
  private let ready = Mutex<[UnownedJob]>([])

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    ready.withLock { $0.append(job) }
  }

  /// Runs a task, and all that it starts, to its end.
  ///
  /// - Throws: What the task throws; ``Stalled`` when it waits for something that nothing here will do.
  func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
    let outcome = Outcome<Value>()
    Task(executorPreference: self) {
      do {
        outcome.set(.success(try await body()))
      } catch {
        outcome.set(.failure(error))
      }
    }
    while true {
      let jobs = ready.withLock { ready in
        defer { ready = [] }
        return ready
      }
      if jobs.isEmpty { break }
      for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
    guard let result = outcome.result else { throw Stalled() }
    return try result.get()
  }
}

/// A task waits, and nothing is left that could wake it.
struct Stalled: Error, CustomStringConvertible {
  var description: String { "the workload waits for something that does not come" }
}

/// What came of a task.
private final class Outcome<Value: Sendable>: Sendable {
  private let stored = Mutex<Result<Value, any Error>?>(nil)

  var result: Result<Value, any Error>? { stored.withLock { $0 } }

  func set(_ result: Result<Value, any Error>) { stored.withLock { $0 = result } }
}
