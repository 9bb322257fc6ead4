import HoldfastModel
import HoldfastStores

/// I30: a reply that is recorded as finished was finished by its provider.
struct OwnFinishCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var messages: [Int: MessageID] = [:]
  private var finished: Set<MessageID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .providerCalled(let call, let message): messages[call] = message
    case .providerEnded(let call, let hasOwnFinish):
      if hasOwnFinish, let message = messages[call] { finished.insert(message) }
    case .surveyed(let survey):
      for record in survey.records
      where record.outcome?.state == .finished && !finished.contains(record.header.claim.message) {
        violations.append(
          Violation(.i30, "\(record.stream) is recorded as finished, and its provider did not finish"))
      }
    default: break
    }
  }
}
