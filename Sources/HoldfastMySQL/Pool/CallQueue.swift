#if MySQL
  /// The calls that wait for a connection, in their order, and the threads that take them.
  struct CallQueue {
    /// What becomes of a call that comes in.
    enum Entry: Sendable, Equatable {
      /// It waits.
      case waits
      /// It waits, and there is to be one thread more.
      case waitsForNewThread
      /// Too many wait already.
      case saturated
      /// The pool is closed.
      case closed
    }

    private let maximumThreads: Int
    private let maximumWaiting: Int
    private var waiting: [WaitingCall] = []
    private var threads = 0
    private var idle = 0
    private(set) var isClosed = false

    init(maximumThreads: Int, maximumWaiting: Int) {
      self.maximumThreads = maximumThreads
      self.maximumWaiting = maximumWaiting
    }

    /// A call comes in.
    mutating func enter(_ call: WaitingCall) -> Entry {
      if isClosed { return .closed }
      // Those that an idle thread is about to take do not count.
      guard waiting.count < maximumWaiting + idle || threads < maximumThreads else { return .saturated }
      waiting.append(call)
      guard waiting.count > idle, threads < maximumThreads else { return .waits }
      threads += 1
      // It is idle until it takes its first call.
      idle += 1
      return .waitsForNewThread
    }

    /// A thread that was idle takes the first call; `nil` when it is gone, and the thread stays idle.
    mutating func take() -> WaitingCall? {
      guard !waiting.isEmpty else { return nil }
      idle -= 1
      return waiting.removeFirst()
    }

    /// A thread has answered its call.
    mutating func becomeIdle() { idle += 1 }

    /// A thread has ended; says whether it was the last.
    mutating func leave() -> Bool {
      threads -= 1
      return threads == 0
    }

    /// Whether it is closed, and no thread is left.
    var isLeft: Bool { isClosed && threads == 0 }

    /// A call is cancelled: it is taken out, unless a thread has it.
    mutating func remove(_ id: UInt64) -> WaitingCall? {
      waiting.firstIndex { $0.id == id }.map { waiting.remove(at: $0) }
    }

    /// Takes out the calls that have waited for too long.
    mutating func removeExpired(at now: ContinuousClock.Instant) -> [WaitingCall] {
      let expired = waiting.filter { $0.expiry <= now }
      if !expired.isEmpty { waiting.removeAll { $0.expiry <= now } }
      return expired
    }

    /// Takes nothing any more; answers the calls that will never run, and how many threads are to end.
    mutating func close() -> (calls: [WaitingCall], threads: Int) {
      isClosed = true
      defer { waiting = [] }
      return (waiting, threads)
    }
  }
#endif
