import HoldfastModel
import HoldfastStores

/// I26: what a stream has done is undone in the reverse order: nothing before what was done after it and is to be undone
/// too.
struct ReverseOrderCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var books = EffectBooks()

  mutating func take(_ entry: History.Entry) {
    if case .tool(.undone, let key, let process) = entry.event {
      for (name, later) in books.later(than: key) where later.isLeft {
        guard let state = later.entry?.state, state == .compensating || state == .compensated else {
          continue
        }
        violations.append(
          Violation(.i26, "\(process) undoes \(key) before \(name), which is \(state.rawValue)"))
      }
    }
    books.take(entry.event)
  }
}
