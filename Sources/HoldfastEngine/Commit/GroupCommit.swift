package import HoldfastModel
package import HoldfastStores
import Synchronization

/// Joins the appends of all streams on this node into commits.
///
/// A commit takes what arrived while the last one was under way; when none is under way it starts at once. So nothing
/// waits for a next chunk, and under load one synchronisation of the disk serves many streams.
package final class GroupCommit: Sendable, AppendSource {
  private struct Write {
    var append: StreamAppend
    var continuation: CheckedContinuation<StreamAcknowledgement, any Error>
  }

  private struct State {
    var queue: [Write] = []
    /// What the log has taken and not answered.
    var taken: [Write] = []
    var takenAt = Timestamp(milliseconds: 0)
    var wake: CheckedContinuation<Void, Never>?
    var isClosed = false
  }

  private let log: any StreamLog
  private let maximumWrites: Int
  private let state = Mutex(State())
  private let now: @Sendable () -> Timestamp
  private let observer: any EngineObserver

  package init(
    log: any StreamLog, maximumWrites: Int,
    now: @escaping @Sendable () -> Timestamp = { Timestamp(milliseconds: 0) },
    observer: any EngineObserver = NoEngineObserver()
  ) {
    self.log = log
    self.maximumWrites = maximumWrites
    self.now = now
    self.observer = observer
  }

  /// Appends, and returns when it is committed.
  ///
  /// Cancelling the caller does not take the write back: what was asked for is always answered.
  ///
  /// - Throws: ``StoreError``.
  package func append(_ append: StreamAppend) async throws -> StreamAcknowledgement {
    try await withCheckedThrowingContinuation { continuation in
      let (isClosed, wake) = state.withLock { state in
        if state.isClosed { return (true, CheckedContinuation<Void, Never>?.none) }
        state.queue.append(Write(append: append, continuation: continuation))
        defer { state.wake = nil }
        return (false, state.wake)
      }
      if isClosed { continuation.resume(throwing: StoreError(.unavailable, "the node is shutting down")) }
      wake?.resume()
    }
  }

  /// How many writes wait for a commit, for tests and metrics.
  package var waitingCount: Int { state.withLock(\.queue.count) }

  /// Commits until ``close()``; then answers what is left and returns.
  package func run() async {
    while await waitForWrites() { await log.append(from: self) }
  }

  // MARK: For the log

  package func take() -> [StreamAppend] {
    let now = now()
    return state.withLock { state in
      state.taken = Array(state.queue.prefix(maximumWrites))
      state.queue.removeFirst(state.taken.count)
      state.takenAt = now
      return state.taken.map(\.append)
    }
  }

  package func answer(_ results: [Result<StreamAcknowledgement, any Error>]) {
    let (batch, begun) = state.withLock { state in
      defer { state.taken = [] }
      return (state.taken, state.takenAt)
    }
    precondition(results.count == batch.count, "a log gives each write its answer")
    for (write, result) in zip(batch, results) { write.continuation.resume(with: result) }
    count(batch, results, since: begun)
  }

  private func count(
    _ batch: [Write], _ results: [Result<StreamAcknowledgement, any Error>], since begun: Timestamp
  ) {
    var (frames, bytes, isCommitted) = (0, 0, false)
    for (write, result) in zip(batch, results) {
      guard case .success = result else { continue }
      isCommitted = true
      frames += write.append.frames.count
      for frame in write.append.frames { bytes += frame.data.count }
    }
    guard isCommitted else { return }
    observer.observe(
      .appendCommitted(
        frames: frames, bytes: bytes, after: .milliseconds(now().milliseconds - begun.milliseconds)))
  }

  /// Takes no more writes.
  package func close() {
    let wake = state.withLock { state in
      state.isClosed = true
      defer { state.wake = nil }
      return state.wake
    }
    wake?.resume()
  }

  /// Waits until there is something to commit; false when there will be nothing more.
  private func waitForWrites() async -> Bool {
    while true {
      let (hasWrites, isClosed) = state.withLock { (!$0.queue.isEmpty, $0.isClosed) }
      if hasWrites || isClosed { return hasWrites }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if !state.queue.isEmpty || state.isClosed { return true }
          state.wake = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }
}
