import HoldfastModel
import HoldfastStores

/// I12: some time after everything is well, no pointer names a stream that has ended and is saved, or that is not there.
struct PointerCheck: HistoryCheck {
  private(set) var violations: [Violation] = []

  mutating func take(_ entry: History.Entry) {
    guard case .surveyed(let survey) = entry.event else { return }
    let records = Dictionary(survey.records.map { ($0.stream, $0) }) { first, _ in first }
    for session in survey.sessions {
      guard let stream = session.activeStream else { continue }
      guard let claim = survey.claims[stream], claim.key.session == session.id else {
        violations.append(Violation(.i12, "\(session.id) points to \(stream), which is none of its own"))
        continue
      }
      guard survey.sinceHealing >= HistoryChecker.surveyMoments[1] else { continue }
      if let record = records[stream] {
        if record.state != nil, record.persistence == .saved {
          violations.append(
            Violation(.i12, "\(session.id) points to \(stream), which has ended and is saved"))
        }
      } else {
        violations.append(Violation(.i12, "\(session.id) points to \(stream), which was never made"))
      }
    }
  }
}
