import HoldfastModel
import HoldfastStores

/// I15: a message that was refused because its id is taken has left nothing behind.
struct RefusalChangesNothingCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var posts: [Int: Post] = [:]
  private var refused: Set<String> = []
  private var deleted: Set<SessionID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .posted(let post): posts[post.id] = post
    case .deleteAsked(let session): deleted.insert(session)
    case .postAnswered(let id, .refused(let code, _)) where code == "MESSAGE_ID_CONFLICT":
      if let post = posts[id] { refused.insert(post.text) }
    case .postAnswered(let id, .refused(let code, _)) where code == "SESSION_FORBIDDEN":
      if let post = posts[id] { refused.insert(post.text) }
    case .claimed(let claim, let text)
    where refused.contains(text) && !deleted.contains(claim.key.session)
      && !claim.key.session.isRewritten:
      violations.append(Violation(.i15, "\(claim.key.message) was refused, and is claimed"))
    case .surveyed(let survey):
      for (session, messages) in survey.messages.sorted(by: { $0.key < $1.key })
      where !deleted.contains(session) && !session.isRewritten {
        for message in messages where refused.contains(message.message.text) {
          violations.append(Violation(.i15, "\(session) has the message of a refused request"))
        }
      }
    default: break
    }
  }
}
