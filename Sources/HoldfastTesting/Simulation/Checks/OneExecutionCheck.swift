import HoldfastModel
import HoldfastStores

/// I25: a call is not asked for again before somebody has looked what became of it, nothing is done for one that is
/// settled, and none is done once more for a later stream of the same message.
struct OneExecutionCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var books = EffectBooks()
  private var replies: [StreamID: MessageID] = [:]
  /// For which stream a call of a message was executed.
  private var executed: [MessageID: [String: StreamID]] = [:]

  mutating func take(_ entry: History.Entry) {
    if case .tool(let act, let key, let process) = entry.event, let call = books.calls[key] {
      switch act {
      case .asked where call.isAsked: report(key, process, "is asked for again")
      case .asked where call.entry?.state.isSettled == true && call.isExecuted:
        report(key, process, "is asked for, and is settled")
      case .executed where call.isExecuted: report(key, process, "is executed twice")
      case .executed where call.entry?.state.isSettled == true && call.entry?.effect != ToolEffect.none:
        report(key, process, "is executed, and is \(call.entry?.state.rawValue ?? "-")")
      default: break
      }
    }
    switch entry.event {
    case .claimed(let claim, _): replies[claim.stream] = claim.reply
    case .tool(.executed, let key, let process): note(key, process)
    default: break
    }
    books.take(entry.event)
  }

  private mutating func note(_ key: ToolKey, _ process: String) {
    guard let reply = replies[key.stream] else { return }
    if let earlier = executed[reply]?[key.call], earlier != key.stream {
      report(key, process, "is executed, as it was for \(earlier),")
    }
    executed[reply, default: [:]][key.call] = key.stream
  }

  private mutating func report(_ key: ToolKey, _ process: String, _ what: String) {
    violations.append(Violation(.i25, "\(key) \(what) by \(process)"))
  }
}
