import HoldfastModel
import HoldfastStores

/// I18: there is no session without a message, and no stream without a session.
struct OrphanCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var deleted: Set<SessionID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .deleteAsked(let session), .sessionDeleted(let session): deleted.insert(session)
    case .surveyed(let survey) where survey.sinceHealing >= HistoryChecker.surveyMoments[1]:
      for session in survey.sessions where survey.messages[session.id]?.isEmpty ?? true {
        violations.append(Violation(.i18, "\(session.id) has no message"))
      }
      let sessions = Set(survey.sessions.map(\.id))
      for record in survey.records
      where !sessions.contains(record.header.session) && !deleted.contains(record.header.session) {
        violations.append(Violation(.i18, "\(record.stream) is of no session"))
      }
    default: break
    }
  }
}
