import HoldfastModel
import HoldfastStores

/// I16: what a write asked for is wholly there or not at all, also when its outcome was unknown.
struct WholeWriteCheck: HistoryCheck {
  private(set) var violations: [Violation] = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .appended(let append, let length, _):
      let end = append.first + append.frames.count
      // A repeat of an older write finds the stream longer; a shorter one lacks a part.
      if length < end {
        violations.append(
          Violation(.i16, "of the write to \(append.stream) up to \(end) only \(length) is there"))
      }
    case .surveyed(let survey):
      for (stream, claim) in survey.claims.sorted(by: { $0.key < $1.key })
      where claim.cutBy == nil {
        let messages = survey.messages[claim.key.session] ?? []
        if !messages.contains(where: { $0.order == claim.order - 1 }) {
          violations.append(Violation(.i16, "\(stream) is claimed, and its message is not there"))
        }
      }
    default: break
    }
  }
}
