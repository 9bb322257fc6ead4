#if MySQL
  import Dispatch
  import HoldfastStores
  import Synchronization

  /// What the threads of a pool share.
  ///
  /// It does not know the pool, so that the pool can go and its threads end.
  final class PoolCore: Sendable {
    private let queue: Mutex<CallQueue>
    /// Counts what wakes a thread: a call that came in, or the end of the pool.
    private let signal = DispatchSemaphore(value: 0)
    private let sockets = Mutex<[ConnectionSocket]>([])
    private let waiting = Mutex<[CheckedContinuation<Void, Never>]>([])

    init(maximumThreads: Int, maximumWaiting: Int) {
      queue = Mutex(CallQueue(maximumThreads: maximumThreads, maximumWaiting: maximumWaiting))
    }

    /// Lets a call in; what it answers is already carried out, but for a thread that must be made.
    func enter(_ call: WaitingCall) -> CallQueue.Entry {
      let entry = queue.withLock { $0.enter(call) }
      if entry == .waits || entry == .waitsForNewThread { signal.signal() }
      return entry
    }

    /// Waits for a call, and blocks meanwhile; `nil` when the pool is closed.
    func nextCall() -> WaitingCall? {
      while true {
        signal.wait()
        let (call, isClosed) = queue.withLock { ($0.take(), $0.isClosed) }
        if let call { return call }
        // Else the call was taken out before its thread came.
        if isClosed { return nil }
      }
    }

    /// A thread has answered its call.
    func becomeIdle() { queue.withLock { $0.becomeIdle() } }

    /// A thread has a connection to be watched.
    func watch(_ socket: ConnectionSocket) { sockets.withLock { $0.append(socket) } }

    /// A call's task was cancelled: one that no thread has taken never runs.
    func cancel(_ id: UInt64) {
      queue.withLock { $0.remove(id) }?.abandon(CancellationError())
    }

    /// Ends what has taken too long.
    func checkTimes() {
      let now = ContinuousClock.now
      for call in queue.withLock({ $0.removeExpired(at: now) }) { call.abandon(Self.saturated) }
      for socket in sockets.withLock({ $0 }) { socket.interrupt(ifOverdueAt: now) }
    }

    /// Takes no more calls; those that run go on to their end.
    func close() {
      let (calls, threads) = queue.withLock { $0.close() }
      for call in calls { call.abandon(Self.closed) }
      for _ in 0..<threads { signal.signal() }
    }

    /// A thread has ended, with its connection.
    func leave() {
      guard queue.withLock({ $0.leave() }) else { return }
      let waiting = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      for continuation in waiting { continuation.resume() }
    }

    /// Waits until all threads of a pool that was closed have ended.
    func allHaveLeft() async {
      await withCheckedContinuation { continuation in
        waiting.withLock { $0.append(continuation) }
        // The last may have gone before.
        guard queue.withLock(\.isLeft) else { return }
        let waiting = waiting.withLock { waiting in
          defer { waiting = [] }
          return waiting
        }
        for continuation in waiting { continuation.resume() }
      }
    }

    static let saturated = StoreError(.unavailable, "MySQL: saturated: all connections are busy")
    static let closed = StoreError(.unavailable, "MySQL: the store is closed")
  }
#endif
