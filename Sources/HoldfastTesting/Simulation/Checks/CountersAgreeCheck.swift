import HoldfastModel
import HoldfastStores

/// I36: what a process counts is what happened: it ends no more than it started, in no state more than the log has ends
/// of that process, and at rest what it started has ended or was lost, and no end of the log is without its count.
struct CountersAgreeCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var ends: [String: [TerminalState: Set<StreamID>]] = [:]
  private var unlogged = 0

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .appended(let append, _, let process):
      if let end = append.end { ends[process, default: [:]][end, default: []].insert(append.stream) }
    case .claimMoved(_, .unlogged): unlogged += 1
    case .counted(let sample): check(sample)
    default: break
    }
  }

  private mutating func check(_ sample: CounterSample) {
    let ended = sample.ended.values.reduce(0, +)
    let open = sample.started - ended - sample.lost
    if open < 0 || (sample.isAtRest && open > 0) {
      violations.append(
        Violation(
          .i36, "\(sample.process) counts \(sample.started) started, \(ended) ended, \(sample.lost) lost"))
    }
    var durable = 0
    for state in TerminalState.allCases {
      let count = ends[sample.process]?[state]?.count ?? 0
      durable += count
      if sample.ended[state] ?? 0 > count + unlogged {
        violations.append(
          Violation(
            .i36, "\(sample.process) counts more ends \(state.rawValue) than the \(count) of the log"))
      }
    }
    if sample.isAtRest, durable > ended + sample.lost {
      violations.append(
        Violation(.i36, "\(sample.process) ended \(durable) streams in the log, and counts \(ended)"))
    }
  }
}
