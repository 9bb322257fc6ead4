import HoldfastModel
import HoldfastStores

/// I14: one message gets one stream, until that ends without success.
struct OneRunCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var posts: [Int: Post] = [:]
  private var answers: [MessageID: StreamID] = [:]
  private var deleted: Set<SessionID> = []
  /// Streams whose request may be tried again.
  private var failed: Set<StreamID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .posted(let post): posts[post.id] = post
    case .deleteAsked(let session): deleted.insert(session)
    case .postAnswered(let id, .stream(let stream, _, _, isAccepted: true)),
      .postAnswered(let id, .stoppedBeforeStart(let stream, _)):
      if let post = posts[id] { answered(post, by: stream) }
    case .appended(let append, _, _):
      // Its reply may be settled, and asked for again, before its closing frames are durable.
      if let end = append.end ?? append.outcome?.state, [.aborted, .failed, .interrupted].contains(end) {
        failed.insert(append.stream)
      }
    case .claimMoved(let stream, .abandoned), .claimMoved(let stream, .unlogged): failed.insert(stream)
    default: break
    }
  }

  private mutating func answered(_ post: Post, by stream: StreamID) {
    guard post.ask == .submit, !post.session.isRewritten, !deleted.contains(post.session) else { return }
    if let known = answers[post.message], known != stream, !failed.contains(known), !failed.contains(stream) {
      violations.append(Violation(.i14, "\(post.message) was answered by \(known) and \(stream)"))
    }
    answers[post.message] = stream
  }
}
