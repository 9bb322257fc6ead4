package import HoldfastModel
import Synchronization

/// The committed frames of one running stream, encoded once, for all readers on this node.
///
/// It holds a window of the newest frames; a reader that is further behind reads the log, where everything is. So a
/// slow reader costs nothing here and holds nobody up.
package final class LiveStream: Sendable {
  /// What a reader gets.
  package enum Step: Sendable, Equatable {
    /// Frames, joined, and the position after the last of them.
    case frames([UInt8], next: Int)
    /// What the reader lacks is no longer held; it is in the log.
    case behind
    /// Frames for the open connections alone, which a reader that has all the rest is given once.
    case announcement([UInt8], number: Int)
    /// Nothing came for a while.
    case idle
    /// The stream has ended, and the reader has all of it.
    case ended
    /// This node lost the stream; the reader must come back.
    case lost
  }

  /// What those are told who follow the stream without waiting in a task.
  package enum Signal: Sendable {
    /// There is something to read, or the end.
    case news
    /// Whoever was given nothing since before a time wants a sign of life.
    case idle(since: Timestamp)
  }

  private enum End { case ended, lost }

  /// Who is to be told of something new.
  private struct Woken {
    var waiters: [Waiter] = []
    var followers: [@Sendable (Signal) -> Void] = []

    func wake() {
      for waiter in waiters { waiter.continuation.resume() }
      for follower in followers { follower(.news) }
    }
  }

  private struct Waiter {
    var position: Int
    var since: Timestamp
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var base: Int
    var frames: [[UInt8]] = []
    /// How many of `frames` are dropped already; they are removed in bulk.
    var dropped = 0
    var heldBytes = 0
    var end: End?
    var isIdle: Set<Int> = []
    var waiters: [Int: Waiter] = [:]
    var nextWaiter = 0
    var epoch = 0
    var outcome: TerminalState?
    var announcement: (number: Int, bytes: [UInt8])?
    /// Whether frames came after the announcement: it is for those alone who were reading when it was made.
    var isAnnouncementPast = false
    var announced = 0
    var outcomeWaiters: [Int: CheckedContinuation<Void, Never>] = [:]
    var followers: [Int: @Sendable (Signal) -> Void] = [:]

    var next: Int { base + frames.count - dropped }

    /// Holds nothing, from a position on: readers before it go to the log.
    mutating func restart(at position: Int) {
      base = position
      frames = []
      dropped = 0
      heldBytes = 0
    }
  }

  package let stream: StreamID
  private let windowBytes: Int
  private let state: Mutex<State>

  package init(stream: StreamID, from position: Int, windowBytes: Int) {
    self.stream = stream
    self.windowBytes = windowBytes
    self.state = Mutex(State(base: position))
  }

  // MARK: Writing

  /// Shows committed frames.
  ///
  /// Frames that were shown before are passed over; those that a former owner committed and did not come to
  /// show are left to the log.
  package func publish(_ encoded: [[UInt8]], first: Int) {
    let woken = state.withLock { state in
      if first > state.next { state.restart(at: first) }
      state.isAnnouncementPast = true
      let known = state.next - first
      guard known < encoded.count else { return Woken() }
      for frame in encoded[known...] {
        state.frames.append(frame)
        state.heldBytes += frame.count
      }
      while state.heldBytes > windowBytes, state.dropped < state.frames.count - 1 {
        state.heldBytes -= state.frames[state.dropped].count
        state.frames[state.dropped] = []
        state.dropped += 1
        state.base += 1
      }
      if state.dropped > 256, state.dropped * 2 > state.frames.count {
        state.frames.removeFirst(state.dropped)
        state.dropped = 0
      }
      return Self.takeWoken(&state)
    }
    woken.wake()
  }

  /// Shows frames that belong to the open connections alone: to those who read now, and, until the next frame of the
  /// stream, to those who come.
  package func announce(_ bytes: [UInt8]) {
    let woken = state.withLock { state in
      state.announced += 1
      state.announcement = (state.announced, bytes)
      state.isAnnouncementPast = false
      return Self.takeWoken(&state)
    }
    woken.wake()
  }

  /// Tells that the outcome is in the log.
  package func setOutcome(_ outcome: TerminalState) {
    let waiters = state.withLock { state in
      state.outcome = outcome
      defer { state.outcomeWaiters = [:] }
      return state.outcomeWaiters.inOrder
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Tells that all frames were published.
  package func finish() { close(.ended) }

  /// Tells that this node no longer fills the stream; nothing when a later owner on this node does.
  package func lose(epoch: Int) { if isOwned(in: epoch) { close(.lost) } }

  /// Notes that the stream has a new owner on this node.
  package func adopt(epoch: Int) { state.withLock { $0.epoch = max($0.epoch, epoch) } }

  /// Whether no later owner on this node has taken the stream.
  package func isOwned(in epoch: Int) -> Bool { state.withLock { $0.epoch <= epoch } }

  private func close(_ end: End) {
    let (woken, others) = state.withLock { state in
      if state.end == nil { state.end = end }
      defer { state.outcomeWaiters = [:] }
      return (Self.takeWoken(&state), state.outcomeWaiters.inOrder)
    }
    woken.wake()
    for waiter in others { waiter.resume() }
  }

  private static func takeWoken(_ state: inout State) -> Woken {
    defer { state.waiters = [:] }
    return Woken(waiters: state.waiters.inOrder, followers: state.followers.inOrder)
  }

  // MARK: Reading

  /// The number of the last announcement that a reader who comes now is not given.
  package var announcementMark: Int {
    state.withLock { $0.announcement != nil && !$0.isAnnouncementPast ? $0.announced - 1 : $0.announced }
  }

  /// The frames from a position on, waiting for the next one when there is none yet.
  ///
  /// - Parameter announced: The number of the last announcement that the reader was given.
  /// - Throws: `CancellationError` when the reader is cancelled; nothing is lost by it.
  package func next(
    from position: Int, maximumBytes: Int, announced: Int = .max, now: Timestamp
  ) async throws -> Step {
    while true {
      try Task.checkCancellation()
      let id = state.withLock { state in
        defer { state.nextWaiter += 1 }
        return state.nextWaiter
      }
      if let step = step(from: position, maximumBytes: maximumBytes, announced: announced) { return step }
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let isReady = state.withLock { state in
            if Task.isCancelled || state.next > position || state.end != nil { return true }
            if let announcement = state.announcement, announcement.number > announced { return true }
            state.waiters[id] = Waiter(position: position, since: now, continuation: continuation)
            return false
          }
          if isReady { continuation.resume() }
        }
      } onCancel: {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        waiter?.continuation.resume()
      }
      if state.withLock({ $0.isIdle.remove(id) }) != nil { return .idle }
    }
  }

  /// The frames from a position on, or what else is there; `nil` when nothing is.
  ///
  /// - Parameter announced: The number of the last announcement that the reader was given.
  package func step(from position: Int, maximumBytes: Int, announced: Int) -> Step? {
    state.withLock { state in
      if position < state.base { return .behind }
      if position < state.next {
        var bytes: [UInt8] = []
        var index = state.dropped + position - state.base
        let first = index
        while index < state.frames.count,
          index == first || bytes.count + state.frames[index].count <= maximumBytes
        {
          bytes.append(contentsOf: state.frames[index])
          index += 1
        }
        return .frames(bytes, next: position + index - first)
      }
      if let announcement = state.announcement, announcement.number > announced {
        return .announcement(announcement.bytes, number: announcement.number)
      }
      switch state.end {
      case .ended: return .ended
      case .lost: return .lost
      case nil: return nil
      }
    }
  }

  /// Tells somebody who reads without a task of their own whenever there is something to read.
  ///
  /// - Parameter signal: Called from any task, so it must be quick and may not wait; also for what was there already.
  /// - Returns: The name to ``unfollow(_:)`` by.
  package func follow(_ signal: @escaping @Sendable (Signal) -> Void) -> Int {
    state.withLock { state in
      defer { state.nextWaiter += 1 }
      state.followers[state.nextWaiter] = signal
      return state.nextWaiter
    }
  }

  /// Tells somebody nothing more.
  package func unfollow(_ follower: Int) { state.withLock { $0.followers[follower] = nil } }

  /// Wakes the readers that have waited since before a time.
  package func wakeReaders(waitingSince time: Timestamp) {
    for follower in state.withLock({ $0.followers.inOrder }) { follower(.idle(since: time)) }
    let woken = state.withLock { state in
      let idle = state.waiters.filter { $0.value.since <= time }
      for id in idle.keys {
        state.waiters[id] = nil
        state.isIdle.insert(id)
      }
      return idle.inOrder.map(\.continuation)
    }
    for continuation in woken { continuation.resume() }
  }

  /// Waits until the outcome is in the log, or this node has lost the stream.
  package func outcome() async -> TerminalState? {
    let id = state.withLock { state in
      defer { state.nextWaiter += 1 }
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if Task.isCancelled || state.outcome != nil || state.end != nil { return true }
          state.outcomeWaiters[id] = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.outcomeWaiters.removeValue(forKey: id) }?.resume()
    }
    return state.withLock(\.outcome)
  }

  /// How many readers wait for the next frame, each in a task, for tests and metrics.
  package var waitingCount: Int { state.withLock(\.waiters.count) }

  /// How many bytes of frames are held, for tests and metrics.
  package var heldBytes: Int { state.withLock(\.heldBytes) }
}

extension Dictionary where Key == Int {
  /// In the order in which they came, so that what happens does not depend on how a dictionary is laid out.
  fileprivate var inOrder: [Value] {
    count < 2 ? Array(values) : sorted { $0.key < $1.key }.map(\.value)
  }
}
