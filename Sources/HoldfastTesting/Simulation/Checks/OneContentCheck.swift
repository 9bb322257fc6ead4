import HoldfastModel
import HoldfastStores

/// I7: a message id stands for one content, and there is one message of that id.
struct OneContentCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var posts: [Int: Post] = [:]
  private var accepted: [MessageID: String] = [:]
  /// With a session its ids are free again.
  private var deleted: Set<SessionID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .posted(let post): posts[post.id] = post
    case .deleteAsked(let session): deleted.insert(session)
    case .postAnswered(let id, .stream(_, _, _, isAccepted: true)),
      .postAnswered(let id, .stoppedBeforeStart):
      guard let post = posts[id], !deleted.contains(post.session), !post.session.isRewritten else { return }
      if let text = accepted[post.message], text != post.text {
        violations.append(Violation(.i7, "\(post.message) was taken with two contents"))
      }
      accepted[post.message] = post.text
    case .surveyed(let survey):
      for (session, messages) in survey.messages.sorted(by: { $0.key < $1.key })
      where !deleted.contains(session) {
        let ids = messages.map(\.message.id)
        if Set(ids).count != ids.count {
          violations.append(Violation(.i7, "\(session) has a message twice"))
        }
        for message in messages where message.message.role == .user {
          if let text = accepted[message.message.id], text != message.message.text {
            violations.append(Violation(.i7, "\(message.message.id) is stored with other content"))
          }
        }
      }
    default: break
    }
  }
}
