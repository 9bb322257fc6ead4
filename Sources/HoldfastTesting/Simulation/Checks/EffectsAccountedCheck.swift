import HoldfastModel
import HoldfastStores

/// I24: at rest, what was done outside is in the record of a saved message, or undone, or waits for a person; and no call is
/// left of which that is not decided.
struct EffectsAccountedCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var books = EffectBooks()

  mutating func take(_ entry: History.Entry) {
    books.take(entry.event)
    guard case .surveyed(let survey) = entry.event,
      survey.sinceHealing >= HistoryChecker.surveyMoments[1]
    else { return }
    for (key, call) in books.calls.sorted(by: { $0.key.description < $1.key.description }) {
      let state = call.entry?.state
      if call.isLeft, !call.isRecorded, state != .manualReview {
        report(key, "was done, is in no message, and is \(state?.rawValue ?? "not in the ledger")")
      }
      if state == .intent || state == .executing || state == .compensating {
        report(key, "is still \(state?.rawValue ?? "-") at rest")
      }
    }
  }

  private mutating func report(_ key: ToolKey, _ what: String) {
    violations.append(Violation(.i24, "\(key) \(what)"))
  }
}
