import HoldfastModel
import HoldfastStores

/// Finds the rows of the two tables, and how streams ended, in a history.
struct PointReader {
  private(set) var points: Set<SometimesPoint> = []
  private var posts: [Int: Post] = [:]
  private var states: [StreamID: TerminalState] = [:]
  private var orders: [SessionID: Int64] = [:]
  private var claims: [StreamID: Claim] = [:]

  mutating func take(_ event: HistoryEvent) {
    switch event {
    case .posted(let post): posts[post.id] = post
    case .claimed(let claim, _):
      claims[claim.stream] = claim
      orders[claim.key.session] = claim.order
      if claim.supersedes != nil { points.insert(.start(.supersedes)) }
    case .appended(let append, _, _):
      if let end = append.end {
        states[append.stream] = end
        points.insert(.ended(end))
      }
    case .marked(let stream, .refused) where states[stream] != nil: points.insert(.refusedForGood)
    case .settled(let stream, _, _, .settled) where states[stream] != nil: points.insert(.savedAfterEnd)
    case .postAnswered(_, .stoppedBeforeStart): points.insert(.stoppedBeforeStart)
    case .postAnswered(let id, .stream(let stream, _, let isRepeat, let isAccepted)):
      if isAccepted { answered(posts[id], stream, isRepeat) } else { points.insert(.start(.activeAttached)) }
    case .claimMoved(_, .unlogged): points.insert(.wentUnlogged)
    case .claimMoved(_, .abandoned): points.insert(.claimAbandoned)
    case .postAnswered(_, .refused(let code, _)): refused(code)
    case .resumed(let client, let session, .nothing) where !session.rawValue.hasPrefix("\(client)-"):
      points.insert(.resume(.foreign))
    case .resumed(_, _, let answer): resumed(answer)
    case .stopped(_, nil, _): points.insert(.stoppedNothing)
    case .stopped(_, let stream?, .stopped) where states[stream] == nil: points.insert(.stoppedWhileRunning)
    case .stopped(_, let stream?, _) where states[stream] != nil: points.insert(.stoppedAfterEnd)
    default: break
    }
  }

  private mutating func answered(_ post: Post?, _ stream: StreamID, _ isRepeat: Bool) {
    guard isRepeat else {
      switch post?.ask {
      case .edit: points.insert(.start(.edit))
      case .regenerate: points.insert(.start(.regenerate))
      case .continuation: points.insert(.start(.continuation))
      default:
        let isKnown = claims.values.contains { $0.stream != stream && $0.key.message == post?.message }
        points.insert(.start(isKnown ? .retry : .new))
      }
      return
    }
    switch states[stream] {
    case nil: points.insert(.start(.repeatWhileRunning))
    case .finished: points.insert(.start(.repeatFinished))
    case .stopped: points.insert(.start(.repeatStopped))
    case .superseded: points.insert(.start(.repeatSuperseded))
    default: points.insert(.start(.repeatEndedOtherwise))
    }
    if let claim = claims[stream], claim.order < orders[claim.key.session] ?? 0 {
      points.insert(.start(.notLastTurn))
    }
  }

  private mutating func refused(_ code: String) {
    switch code {
    case "MESSAGE_ID_CONFLICT": points.insert(.start(.conflict))
    case "SESSION_FORBIDDEN": points.insert(.start(.foreignSession))
    case "STREAM_GONE": points.insert(.start(.trimmed))
    case "STREAM_ACTIVE": points.insert(.start(.activeRejected))
    case "IDEMPOTENCY_KEY_REUSED": points.insert(.start(.keyReused))
    case "RESUME_UNAVAILABLE": points.insert(.start(.unloggedOrClaimed))
    case "STORE_UNAVAILABLE": points.insert(.start(.storeUnavailable))
    default: break
    }
  }

  private mutating func resumed(_ answer: ResumeAnswer) {
    switch answer {
    case .stream(let stream, let position):
      let hasEnded = states[stream] != nil
      if position > 0 {
        points.insert(.resume(hasEnded ? .cursorOfEnded : .cursorOfActive))
      } else {
        points.insert(.resume(hasEnded ? .replayedAfterEnd : .active))
      }
    case .nothing: points.insert(.resume(.nothing))
    case .refused("STREAM_GONE", _): points.insert(.resume(.gone))
    case .refused("CURSOR_INVALID", _): points.insert(.resume(.cursorInvalid))
    case .refused("RESUME_UNAVAILABLE", _): points.insert(.resume(.unavailable))
    default: break
    }
  }
}
