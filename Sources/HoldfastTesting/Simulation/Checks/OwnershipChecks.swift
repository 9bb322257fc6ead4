import HoldfastModel
import HoldfastStores

/// I5: soon after everything is well, each stream has an end or somebody who works on it; later, each has an end, and
/// nothing is owed.
struct OwnerOrEndCheck: HistoryCheck {
  private(set) var violations: [Violation] = []

  mutating func take(_ entry: History.Entry) {
    guard case .surveyed(let survey) = entry.event else { return }
    for record in survey.records where record.state == nil && !survey.running.contains(record.stream) {
      violations.append(
        Violation(.i5, "\(record.stream) has neither end nor owner, \(survey.sinceHealing) after the faults"))
    }
    guard survey.sinceHealing >= HistoryChecker.surveyMoments[1] else { return }
    for record in survey.records {
      if record.state == nil {
        violations.append(
          Violation(.i5, "\(record.stream) has no end, \(survey.sinceHealing) after the faults"))
      } else if record.persistence == .pending {
        violations.append(
          Violation(.i5, "the reply of \(record.stream) is owed, \(survey.sinceHealing) after the faults"))
      }
    }
  }
}

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
