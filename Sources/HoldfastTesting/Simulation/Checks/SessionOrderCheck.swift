import HoldfastModel
import HoldfastStores

/// I9: the messages of a session are in one order, and each reply comes after its user message.
struct SessionOrderCheck: HistoryCheck {
  private(set) var violations: [Violation] = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .listed(_, let session, let messages): checkOrder(session, messages)
    case .surveyed(let survey):
      for (session, messages) in survey.messages.sorted(by: { $0.key < $1.key }) {
        checkOrder(session, messages)
        for reply in messages where reply.message.role == .assistant {
          checkQuestion(of: reply, in: session, messages, survey)
        }
      }
    default: break
    }
  }

  private mutating func checkOrder(_ session: SessionID, _ messages: [StoredMessage]) {
    let orders = messages.map(\.order)
    if zip(orders, orders.dropFirst()).contains(where: { $0 >= $1 }) {
      violations.append(Violation(.i9, "the messages of \(session) have the places \(orders)"))
    }
  }

  private mutating func checkQuestion(
    of reply: StoredMessage, in session: SessionID, _ messages: [StoredMessage], _ survey: Survey
  ) {
    // A continuation goes on with the reply itself; its first stream had the question.
    guard let claim = reply.stream.flatMap({ survey.claims[$0] }), claim.key.trigger != .continuation else {
      return
    }
    let question = messages.first { $0.message.id == claim.key.message }
    if (question?.order ?? .max) >= reply.order {
      violations.append(Violation(.i9, "\(reply.message.id) in \(session) stands before its question"))
    }
  }
}
