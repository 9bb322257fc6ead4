import HoldfastModel
import HoldfastStores

/// What a run has told its observer, so that each thing is told once.
struct RunCounting: Sendable {
  private var hasStarted = false
  private var hasContent = false
  private var alarm: Watchdogs.Alarm?
  private var settlingSince: Timestamp?
  /// How often settling was tried.
  private(set) var settleAttempts = 0

  /// The first frame and the first content, when they are committed now.
  mutating func firsts(of machine: RunMachine, after: Duration) -> [EngineEvent] {
    var events: [EngineEvent] = []
    if !hasStarted {
      hasStarted = true
      events.append(.startCommitted(after: after))
    }
    if !hasContent, machine.assembler.hasContent,
      machine.inFlight?.chunks.contains(where: \.isContent) == true
    {
      hasContent = true
      events.append(.firstContentCommitted(after: after))
    }
    return events
  }

  /// Notes a watchdog's alarm.
  mutating func fire(_ alarm: Watchdogs.Alarm) -> EngineEvent.Watchdog {
    if alarm != .artifact { self.alarm = alarm }
    return switch alarm {
    case .firstChunk: .firstChunk
    case .betweenChunks: .betweenChunks
    case .wholeReply: .wholeReply
    case .artifact: .artifact
    }
  }

  /// Notes that another attempt is made: what it comes to is its own.
  mutating func beginAttempt() { alarm = nil }

  /// Notes one more try to settle; returns when the first one began.
  mutating func beginSettling(at now: Timestamp) -> Timestamp {
    settleAttempts += 1
    let since = settlingSince ?? now
    settlingSince = since
    return since
  }

  /// The state that a stream has ended in.
  func state(of machine: RunMachine) -> TerminalState {
    machine.saving == .refused ? .failed : machine.outcome?.state ?? .interrupted
  }

  /// Why a stream has ended.
  func cause(of machine: RunMachine, isTakenOver: Bool) -> EngineEvent.EndCause {
    if machine.saving == .refused { return .refused }
    switch machine.outcome?.state {
    case .finished: return machine.outcome?.reason == .length ? .limit : .finish
    case .stopped: return .user
    case .superseded: return .superseded
    case .aborted, .failed:
      if alarm != nil { return .watchdog }
      return machine.outcome?.failure == nil && isTakenOver ? .ownerDied : .provider
    case .interrupted: return isTakenOver ? .ownerDied : .drain
    case nil: return .internal
    }
  }
}
