import HoldfastModel

/// Finds in a history how attempts followed each other.
struct AttemptPointReader {
  private(set) var points: Set<SometimesPoint> = []
  private var last: [OwnedRuns.Place: ProviderCall] = [:]
  private var endings: [Int: ProviderEnding] = [:]
  private var configured: [String: ContinuationMode] = [:]

  mutating func take(_ event: HistoryEvent) {
    switch event {
    case .planned(let plan):
      for model in plan.agents.flatMap(\.models) { configured[model.name] = model.continuation }
    case .providerCalled(let call):
      if let before = last[call.place], call.continuing == nil, before.target != call.target,
        endings[before.number]?.hasContent == false
      {
        points.insert(.fallback)
      }
      if call.continuing?.mode == .userContinue, configured[call.provider] == .prefill {
        points.insert(.prefillUnlearned)
      }
      last[call.place] = call
    case .providerEnded(let ending):
      endings[ending.call] = ending
      // That it is not in the reply twice is for the check of seams.
      if ending.repeated > 0, ending.hasOwnFinish { points.insert(.overlapTrimmed) }
    default: break
    }
  }
}
