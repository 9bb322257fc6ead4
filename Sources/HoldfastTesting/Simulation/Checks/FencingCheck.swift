import HoldfastModel
import HoldfastStores

/// I10: no write is taken whose epoch is older than the newest.
struct FencingCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var epochs: [StreamID: Int] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .created(let record, _): epochs[record.stream] = record.epoch
    case .takenOver(let record, _): epochs[record.stream] = max(epochs[record.stream] ?? 0, record.epoch)
    case .appended(let append, _, let process):
      if let newest = epochs[append.stream], append.epoch < newest {
        violations.append(
          Violation(
            .i10, "\(process) wrote to \(append.stream) in epoch \(append.epoch), and \(newest) had begun"))
      }
    default: break
    }
  }
}
