import HoldfastModel
import HoldfastStores

/// I13: a client that was told that its message is taken finds it in every list that it asks for afterwards.
struct ReadYourWritesCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var posts: [Int: Post] = [:]
  private var accepted: [SessionID: Set<MessageID>] = [:]
  private var expected: [Int: Set<MessageID>] = [:]
  private var deleted: Set<SessionID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .posted(let post): posts[post.id] = post
    case .postAnswered(let id, .stream(_, _, _, isAccepted: true)),
      .postAnswered(let id, .stoppedBeforeStart):
      if let post = posts[id], !post.session.isRewritten {
        accepted[post.session, default: []].insert(post.message)
      }
    case .deleteAsked(let session): deleted.insert(session)
    case .listAsked(let id, let session): expected[id] = accepted[session]
    case .listed(let id, let session, let messages) where !deleted.contains(session):
      let missing = (expected[id] ?? []).subtracting(messages.map(\.message.id))
      if let message = missing.sorted().first {
        violations.append(Violation(.i13, "\(message) was taken, and list #\(id) of \(session) lacks it"))
      }
    default: break
    }
  }
}
