import Synchronization

/// Runs the jobs of a whole simulated world one by one on the calling thread, in an order that a seed decides, and
/// keeps its time.
///
/// Work takes no time: the clock stands while there is a job to run, and jumps to the next deadline when there is
/// none, or when tasks do nothing but yield to each other.
package final class SimulationScheduler: Sendable {
  /// How a run of jobs came to its end.
  package enum Ending: Sendable, Hashable {
    /// What was to be done is done.
    case done
    /// Nobody has anything to do, and nobody waits for a time: a deadlock.
    case deadlock
    /// More jobs were run than may be.
    case tooManyJobs
    /// More time has passed than may.
    case tooLate
  }

  private struct Job {
    var job: UnownedJob
    var executor: SimulationExecutor
  }

  private struct State {
    var now: Duration = .zero
    var jobs: [Job] = []
    /// Jobs of executors that are paused.
    var held: [Job] = []
    var paused: Set<ObjectIdentifier> = []
    var timers = TimerQueue()
    var jobCount = 0
    /// How many jobs have run since the time last changed.
    var jobsAtThisTime = 0
  }

  /// After so many jobs time passes all the same.
  private static let maximumJobsAtOneTime = 20_000

  private let state = Mutex(State())
  private let random: SimulationRandom

  /// Makes a scheduler at time zero.
  package init(random: SimulationRandom) { self.random = random }

  /// The time since the world began.
  package var now: Duration { state.withLock { $0.now } }

  /// How many jobs have run.
  package var jobCount: Int { state.withLock { $0.jobCount } }

  // MARK: Jobs

  func add(_ job: UnownedJob, of executor: SimulationExecutor) {
    state.withLock { state in
      let job = Job(job: job, executor: executor)
      if state.paused.contains(ObjectIdentifier(executor)) {
        state.held.append(job)
      } else {
        state.jobs.append(job)
      }
    }
  }

  /// Runs no more jobs of an executor until it is resumed, as the kernel does with a stopped process.
  package func pause(_ executor: SimulationExecutor) {
    state.withLock { state in
      state.paused.insert(ObjectIdentifier(executor))
      state.held += state.jobs.filter { $0.executor === executor }
      state.jobs.removeAll { $0.executor === executor }
    }
  }

  /// Runs the jobs of an executor again.
  package func resume(_ executor: SimulationExecutor) {
    state.withLock { state in
      state.paused.remove(ObjectIdentifier(executor))
      state.jobs += state.held.filter { $0.executor === executor }
      state.held.removeAll { $0.executor === executor }
    }
  }

  /// Runs jobs until a condition holds, or a number of jobs or a time is reached.
  package func run(maximumJobs: Int, until latest: Duration, isDone: () -> Bool) -> Ending {
    while !isDone() {
      let (job, timers, count) = state.withLock { state -> (Job?, [TimerQueue.Timer], Int) in
        // Tasks that only yield to each other would let no time pass.
        state.jobsAtThisTime += 1
        let isStanding = state.jobsAtThisTime > Self.maximumJobsAtOneTime && !state.timers.isEmpty
        if !state.jobs.isEmpty, !isStanding {
          state.jobCount += 1
          let index = random.below(state.jobs.count)
          state.jobs.swapAt(index, state.jobs.count - 1)
          return (state.jobs.popLast(), [], state.jobCount)
        }
        state.jobsAtThisTime = 0
        let due = state.timers.takeNext()
        if let time = due.first?.deadline { state.now = max(state.now, time) }
        return (nil, due, state.jobCount)
      }
      if let job {
        job.executor.run(job.job)
      } else if timers.isEmpty {
        return .deadlock
      } else {
        if now > latest { return .tooLate }
        for timer in timers { timer.continuation.resume() }
      }
      if count > maximumJobs { return .tooManyJobs }
    }
    return .done
  }

  // MARK: Time

  /// Suspends the calling task until a time, or until it is cancelled.
  func sleep(until deadline: Duration) async throws {
    try Task.checkCancellation()
    let id = state.withLock { $0.timers.makeID() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if deadline <= state.now || Task.isCancelled { return true }
          state.timers.add(id, deadline: deadline, continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.timers.remove(id) }?.resume()
    }
    try Task.checkCancellation()
  }

  /// Suspends the calling task until a time, whether it is cancelled or not.
  func pass(until deadline: Duration) async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if deadline <= state.now { return true }
        state.timers.add(state.timers.makeID(), deadline: deadline, continuation)
        return false
      }
      if isOver { continuation.resume() }
    }
  }
}
