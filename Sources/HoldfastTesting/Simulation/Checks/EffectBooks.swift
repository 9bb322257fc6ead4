import HoldfastModel
import HoldfastStores

/// The effect ledgers of all streams as the log has them, and what the tools did, at one moment of a history.
struct EffectBooks {
  /// What is known of one call.
  struct Call {
    /// The entry as it stands.
    var entry: EffectEntry?
    /// Whether the log once had it as executing.
    var wasExecuting = false
    /// The tool's part.
    var isExecuted = false
    var isUndone = false
    /// Whether a process asked for it, and none has looked since what became of it.
    var isAsked = false
    /// Whether a saved message has it in its record.
    var isRecorded = false

    /// Whether something was done outside that is still there.
    var isLeft: Bool { isExecuted && !isUndone && entry?.effect != ToolEffect.none }
  }

  private(set) var calls: [ToolKey: Call] = [:]
  /// The calls of each stream, in the order in which they were first noted.
  private(set) var order: [StreamID: [String]] = [:]

  mutating func take(_ event: HistoryEvent) {
    switch event {
    case .appended(let append, _, _):
      for entry in append.effects { note(entry, of: append.stream) }
    case .effectMoved(let entry, let stream, _): note(entry, of: stream)
    case .effectsSaved(let stream, let entries):
      for entry in entries { calls[ToolKey(stream: stream, call: entry.call)]?.isRecorded = true }
    case .tool(let act, let key, _): note(act, key)
    default: break
    }
  }

  private mutating func note(_ entry: EffectEntry, of stream: StreamID) {
    let key = ToolKey(stream: stream, call: entry.call)
    var call = calls[key] ?? Call()
    if call.entry == nil { order[stream, default: []].append(entry.call) }
    call.entry = entry
    if entry.state == .executing { call.wasExecuting = true }
    calls[key] = call
  }

  private mutating func note(_ act: ToolAct, _ key: ToolKey) {
    var call = calls[key] ?? Call()
    switch act {
    case .asked: call.isAsked = true
    case .executed: call.isExecuted = true
    case .probed: call.isAsked = false
    case .undone: call.isUndone = true
    case .undoAsked, .undoFailed: break
    }
    calls[key] = call
  }

  /// The calls of a stream that come after one.
  func later(than key: ToolKey) -> [(call: String, Call)] {
    let all = order[key.stream] ?? []
    guard let place = all.firstIndex(of: key.call) else { return [] }
    return all[(place + 1)...].compactMap { name in
      calls[ToolKey(stream: key.stream, call: name)].map { (name, $0) }
    }
  }
}
