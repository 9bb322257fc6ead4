package import HoldfastModel
package import HoldfastStores
import Synchronization

/// Joins the appends of all streams on this node into commits.
///
/// A commit takes what arrived while the last one was under way; when none is under way it starts at once. So nothing
/// waits for a next chunk, and under load one synchronisation of the disk serves many streams.
package final class GroupCommit: Sendable {
  private struct Write {
    var append: StreamAppend
    var continuation: CheckedContinuation<StreamAcknowledgement, any Error>
  }

  private struct State {
    var queue: [Write] = []
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
    while let batch = await nextBatch() {
      let begun = now()
      let results = await log.append(batch.map(\.append))
      count(batch.map(\.append), results, since: begun)
      for (write, result) in zip(batch, results) { write.continuation.resume(with: result) }
    }
  }

  private func count(
    _ appends: [StreamAppend], _ results: [Result<StreamAcknowledgement, any Error>], since begun: Timestamp
  ) {
    let taken = zip(appends, results).filter { if case .success = $0.1 { true } else { false } }.map(\.0)
    guard !taken.isEmpty else { return }
    let frames = taken.map(\.frames).joined()
    observer.observe(
      .appendCommitted(
        frames: frames.count, bytes: frames.reduce(0) { $0 + $1.data.count },
        after: .milliseconds(now().milliseconds - begun.milliseconds)))
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

  private func nextBatch() async -> [Write]? {
    while true {
      let (batch, isClosed) = state.withLock { state in
        let batch = Array(state.queue.prefix(maximumWrites))
        state.queue.removeFirst(batch.count)
        return (batch, state.isClosed)
      }
      if !batch.isEmpty { return batch }
      if isClosed { return nil }
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
