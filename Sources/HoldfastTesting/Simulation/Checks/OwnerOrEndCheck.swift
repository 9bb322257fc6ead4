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
