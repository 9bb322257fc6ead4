import HoldfastModel
import HoldfastStores

/// I8: a stream makes one message.
struct OneMessageCheck: HistoryCheck {
  private(set) var violations: [Violation] = []

  mutating func take(_ entry: History.Entry) {
    guard case .surveyed(let survey) = entry.event else { return }
    for (session, messages) in survey.messages.sorted(by: { $0.key < $1.key }) {
      let streams = messages.compactMap(\.stream)
      if Set(streams).count != streams.count {
        violations.append(Violation(.i8, "\(session) has two replies of one stream"))
      }
    }
  }
}
