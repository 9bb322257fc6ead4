import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// Finds in a history what became of quota, effects and deleted sessions.
struct DutyPointReader {
  private(set) var points: Set<SometimesPoint> = []
  private var running: [StreamID: SessionID] = [:]
  private var failedUndos: Set<ToolKey> = []
  private var known: Set<ToolKey> = []
  private var executed: Set<ToolKey> = []

  mutating func take(_ event: HistoryEvent) {
    switch event {
    case .created(let record, _): running[record.stream] = record.header.session
    case .appended(let append, _, _):
      if append.end != nil { running[append.stream] = nil }
      for entry in append.effects {
        moved(entry)
        let key = ToolKey(stream: append.stream, call: entry.call)
        if known.insert(key).inserted, entry.state.isSettled, !executed.contains(key) {
          points.insert(.adopted)
        }
      }
    case .effectMoved(let entry, _, _): moved(entry)
    case .tool(.executed, let key, _): executed.insert(key)
    case .sessionDeleted(let session):
      if running.values.contains(session) { points.insert(.deletedWhileRunning) }
    case .reservationMoved(let reservation, _):
      if reservation.state == .expired { points.insert(.reservationExpired) }
      if reservation.isLate { points.insert(.paidLate) }
    case .postAnswered(_, .refused("USAGE_LIMIT_EXCEEDED", _)): points.insert(.limitReached)
    case .postAnswered(_, .refused("CONCURRENCY_LIMIT_EXCEEDED", _)): points.insert(.tooManyAtOnce)
    case .tool(.undoFailed, let key, _): failedUndos.insert(key)
    case .tool(.undoAsked, let key, _) where failedUndos.contains(key): points.insert(.undoneAgain)
    default: break
    }
  }

  private mutating func moved(_ entry: EffectEntry) {
    points.insert(.effect(entry.state))
    if entry.detail == EffectLedger.notSaved { points.insert(.givenUpForEffects) }
  }
}
