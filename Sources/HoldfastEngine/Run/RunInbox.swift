package import HoldfastModel
import Synchronization

/// What a run hears, in order: its provider, requests to end, the loss of its lease.
///
/// Bounded: a provider that is faster than the log waits in ``put(_:)``. Requests to end always fit.
package final class RunInbox: Sendable {
  /// One thing to react to.
  package typealias Event = RunMachine.Event

  private struct State {
    var events: [Event] = []
    var bytes = 0
    var reader: CheckedContinuation<Void, Never>?
    var writer: CheckedContinuation<Void, Never>?
    var isEndRequested = false
    /// The attempt that may put events.
    var attempt = 1
    var hasTick = false
    var committedAt: Timestamp?
  }

  private let state = Mutex(State())
  private let maximumEvents: Int
  private let maximumBytes: Int

  package init(maximumEvents: Int, maximumBytes: Int) {
    self.maximumEvents = maximumEvents
    self.maximumBytes = maximumBytes
  }

  /// Tells that an attempt is made; a former one puts nothing more.
  package func begin(_ attempt: Attempt) {
    let (isNext, writer) = state.withLock { state in
      // One that was given up before it began.
      guard attempt.number >= state.attempt else { return (false, CheckedContinuation<Void, Never>?.none) }
      state.attempt = attempt.number
      defer { state.writer = nil }
      return (true, state.writer)
    }
    writer?.resume()
    if isNext { signal(.attemptBegan(attempt)) }
  }

  /// Tells that nobody is asked before a while has passed.
  package func waits(_ duration: Duration) { signal(.waiting(duration)) }

  /// Tells that nobody can be asked.
  package func unanswerable(_ error: ProviderError) { signal(.unanswerable(error)) }

  /// Hands over an event of an attempt's provider, waiting while there is no room.
  ///
  /// One writer at a time.
  ///
  /// - Throws: `CancellationError` when the run no longer listens to this attempt.
  package func put(_ event: ProviderEvent, of attempt: Int = 1) async throws {
    while true {
      try Task.checkCancellation()
      let (isTaken, reader) = try state.withLock { state in
        guard state.attempt == attempt else { throw CancellationError() }
        guard state.events.count < maximumEvents, state.bytes < maximumBytes else {
          return (false, CheckedContinuation<Void, Never>?.none)
        }
        state.events.append(.provider(event, attempt: attempt))
        state.bytes += event.byteCount
        defer { state.reader = nil }
        return (true, state.reader)
      }
      reader?.resume()
      if isTaken { return }
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let isReady = state.withLock { state in
            if Task.isCancelled || state.attempt != attempt
              || (state.events.count < maximumEvents && state.bytes < maximumBytes)
            {
              return true
            }
            state.writer = continuation
            return false
          }
          if isReady { continuation.resume() }
        }
      } onCancel: {
        let writer = state.withLock { state in
          defer { state.writer = nil }
          return state.writer
        }
        writer?.resume()
      }
    }
  }

  /// Tells that the provider's call of an attempt is over.
  package func providerEnded(_ error: ProviderError?, of attempt: Int = 1) {
    signal(.providerEnded(error, attempt: attempt))
  }

  /// Tells that somebody wants the stream to end.
  ///
  /// The first request counts.
  package func requestEnd(_ request: EndRequest) {
    let isFirst = state.withLock { state in
      defer { state.isEndRequested = true }
      return !state.isEndRequested
    }
    if isFirst { signal(.endRequested(request)) }
  }

  /// Tells that the call of a tool, or a look at its status, is over.
  package func toolEnded(_ call: String, _ ending: ToolEnding) { signal(.toolEnded(call, ending)) }

  /// Tells that undoing the effect of a call was tried.
  package func compensated(_ call: String, failure: String?) {
    signal(.compensated(call, failure: failure))
  }

  /// Tells that the stream has another owner.
  package func fence() { signal(.fenced) }

  /// Tells that the lease was confirmed by a call sent at a time.
  package func renewed(sentAt time: Timestamp) { signal(.renewed(sentAt: time)) }

  /// Notes when the last write was sent that the log took, with which it took the lease's extension.
  package func noteCommit(sentAt time: Timestamp) { state.withLock { $0.committedAt = time } }

  /// When that was.
  package var committedAt: Timestamp? { state.withLock(\.committedAt) }

  /// Tells that time has passed; one such event is enough.
  package func tick() {
    let isNew = state.withLock { state in
      defer { state.hasTick = true }
      return !state.hasTick
    }
    if isNew { signal(.tick) }
  }

  private func signal(_ event: Event) {
    let reader = state.withLock { state in
      state.events.append(event)
      defer { state.reader = nil }
      return state.reader
    }
    reader?.resume()
  }

  /// Everything that came, without waiting.
  package func takeNow() -> [Event] {
    let (events, writer) = state.withLock { state in
      // A writer waits only while there are events, so there is none to wake when there are not.
      defer {
        state.events = []
        state.bytes = 0
        state.hasTick = false
        state.writer = nil
      }
      return (state.events, state.writer)
    }
    writer?.resume()
    return events
  }

  /// What came but for the provider's events, without waiting: those are left where their bound holds the provider back.
  package func takeUrgent() -> [Event] {
    state.withLock { state in
      let urgent = state.events.filter { !$0.isProviders }
      state.events.removeAll { !$0.isProviders }
      state.hasTick = false
      return urgent
    }
  }

  /// Everything that came, waiting for something when there is nothing.
  ///
  /// One reader.
  package func take() async -> [Event] {
    while true {
      let events = takeNow()
      if !events.isEmpty { return events }
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if !state.events.isEmpty { return true }
          state.reader = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    }
  }
}

extension RunMachine.Event {
  /// Whether the event is the provider's.
  fileprivate var isProviders: Bool {
    switch self {
    case .provider, .providerEnded: true
    default: false
    }
  }
}
