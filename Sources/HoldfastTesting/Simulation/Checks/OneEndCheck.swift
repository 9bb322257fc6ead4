import HoldfastModel
import HoldfastStores

/// I4: one write ends a stream, its closing frames are in it, and nothing comes after.
struct OneEndCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var ends: [StreamID: (length: Int, state: TerminalState)] = [:]

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .appended(let append, let length, _):
      if let end = ends[append.stream] {
        if end.length != length || append.end.map({ $0 != end.state }) ?? false {
          violations.append(Violation(.i4, "\(append.stream) was written to after its end"))
        }
      } else if let state = append.end {
        ends[append.stream] = (length, state)
      }
    case .surveyed(let survey):
      for record in survey.records { check(record, frames: survey.frames[record.stream] ?? []) }
    default: break
    }
  }

  private mutating func check(_ record: StreamRecord, frames: [Frame]) {
    let kinds = frames.map { frame in
      (try? Chunk(decoding: frame.data)).map { FrameKind($0) } ?? .content  // a damaged frame is I1's
    }
    let terminal = kinds.filter(\.isTerminal)
    guard let state = record.state else {
      if !terminal.isEmpty {
        violations.append(Violation(.i4, "\(record.stream) has an end frame, and runs"))
      }
      return
    }
    let expected: [FrameKind] =
      switch state {
      case .finished: [.finish]
      case .stopped, .superseded: [.abort]
      case .aborted, .interrupted: [.abort, .error]
      case .failed: [.error]
      }
    if terminal != expected || kinds.last?.isTerminal != true {
      violations.append(
        Violation(
          .i4, "\(record.stream), \(state.rawValue), is closed by \(terminal.map(\.rawValue))"))
    }
  }
}
