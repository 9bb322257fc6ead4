/// Who waits for what time, in the order of time and, at the same time, of asking.
struct TimerQueue: Sendable {
  /// A task that waits.
  struct Timer: Sendable {
    var id: Int
    var deadline: Duration
    var continuation: CheckedContinuation<Void, Never>
  }

  /// Falling, so that the next one is the last.
  private var timers: [Timer] = []
  private var lastID = 0

  /// Whether nobody waits.
  var isEmpty: Bool { timers.isEmpty }

  /// A name for a timer.
  mutating func makeID() -> Int {
    lastID += 1
    return lastID
  }

  /// Adds one.
  mutating func add(_ id: Int, deadline: Duration, _ continuation: CheckedContinuation<Void, Never>) {
    var (low, high) = (0, timers.count)
    while low < high {
      let middle = (low + high) / 2
      if timers[middle].deadline > deadline { low = middle + 1 } else { high = middle }
    }
    timers.insert(Timer(id: id, deadline: deadline, continuation: continuation), at: low)
  }

  /// Takes one away before its time.
  mutating func remove(_ id: Int) -> CheckedContinuation<Void, Never>? {
    guard let index = timers.lastIndex(where: { $0.id == id }) else { return nil }
    return timers.remove(at: index).continuation
  }

  /// Takes all of the next deadline.
  mutating func takeNext() -> [Timer] {
    var next: [Timer] = []
    while let last = timers.last, next.first.map({ $0.deadline == last.deadline }) ?? true {
      next.append(last)
      timers.removeLast()
    }
    return next
  }
}
