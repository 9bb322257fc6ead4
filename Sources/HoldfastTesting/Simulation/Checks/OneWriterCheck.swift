import HoldfastModel
import HoldfastStores

/// I11: an epoch of a stream belongs to one process.
struct OneWriterCheck: HistoryCheck {
  private struct Epoch: Hashable {
    var stream: StreamID
    var number: Int
  }

  private(set) var violations: [Violation] = []
  private var owners: [Epoch: String] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .created(let record, let process), .takenOver(let record, let process):
      claim(Epoch(stream: record.stream, number: record.epoch), for: process)
    case .appended(let append, _, let process):
      claim(Epoch(stream: append.stream, number: append.epoch), for: process)
    default: break
    }
  }

  private mutating func claim(_ epoch: Epoch, for process: String) {
    if let owner = owners[epoch], owner != process {
      violations.append(
        Violation(.i11, "epoch \(epoch.number) of \(epoch.stream) is \(owner)'s and \(process)'s"))
    }
    owners[epoch] = process
  }
}
