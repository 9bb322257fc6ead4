import HoldfastModel
import HoldfastStores

/// I23: no tool is called, and nothing is done, before the log has the call as executing.
struct NotedFirstCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var books = EffectBooks()

  mutating func take(_ entry: History.Entry) {
    if case .tool(let act, let key, let process) = entry.event, act == .asked || act == .executed,
      books.calls[key]?.wasExecuting != true
    {
      violations.append(
        Violation(
          .i23,
          "\(key) is \(act.rawValue) by \(process), and the log has "
            + (books.calls[key]?.entry?.state.rawValue ?? "nothing of it")))
    }
    books.take(entry.event)
  }
}
