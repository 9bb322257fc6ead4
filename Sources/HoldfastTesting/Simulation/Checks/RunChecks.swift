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

/// I14: one message gets one stream, until that ends without success, and a provider is called at most once for each
/// claim.
struct OneRunCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var posts: [Int: Post] = [:]
  private var answers: [MessageID: StreamID] = [:]
  private var claims: [MessageID: Int] = [:]
  private var calls: [MessageID: Int] = [:]
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
      if let end = append.end, [.aborted, .failed, .interrupted].contains(end) {
        failed.insert(append.stream)
      }
    case .claimMoved(let stream, .abandoned), .claimMoved(let stream, .unlogged): failed.insert(stream)
    case .claimed(let claim, _):
      claims[claim.key.message, default: 0] += 1
    case .providerCalled(_, let message):
      calls[message, default: 0] += 1
      if calls[message, default: 0] > claims[message, default: 0] {
        violations.append(
          Violation(
            .i14,
            "call \(calls[message, default: 0]) of a provider for \(message), which was claimed "
              + "\(claims[message, default: 0]) times"))
      }
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

/// I30: a reply that is recorded as finished was finished by its provider.
struct OwnFinishCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var messages: [Int: MessageID] = [:]
  private var finished: Set<MessageID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .providerCalled(let call, let message): messages[call] = message
    case .providerEnded(let call, let hasOwnFinish):
      if hasOwnFinish, let message = messages[call] { finished.insert(message) }
    case .surveyed(let survey):
      for record in survey.records
      where record.outcome?.state == .finished && !finished.contains(record.header.claim.message) {
        violations.append(
          Violation(.i30, "\(record.stream) is recorded as finished, and its provider did not finish"))
      }
    default: break
    }
  }
}

/// I36: what a process counts is what happened: it ends no more than it started, in no state more than the log has ends
/// of that process, and at rest what it started has ended or was lost, and no end of the log is without its count.
struct CountersAgreeCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var ends: [String: [TerminalState: Set<StreamID>]] = [:]
  private var unlogged = 0

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .appended(let append, _, let process):
      if let end = append.end { ends[process, default: [:]][end, default: []].insert(append.stream) }
    case .claimMoved(_, .unlogged): unlogged += 1
    case .counted(let sample): check(sample)
    default: break
    }
  }

  private mutating func check(_ sample: CounterSample) {
    let ended = sample.ended.values.reduce(0, +)
    let open = sample.started - ended - sample.lost
    if open < 0 || (sample.isAtRest && open > 0) {
      violations.append(
        Violation(
          .i36, "\(sample.process) counts \(sample.started) started, \(ended) ended, \(sample.lost) lost"))
    }
    var durable = 0
    for state in TerminalState.allCases {
      let count = ends[sample.process]?[state]?.count ?? 0
      durable += count
      if sample.ended[state] ?? 0 > count + unlogged {
        violations.append(
          Violation(
            .i36, "\(sample.process) counts more ends \(state.rawValue) than the \(count) of the log"))
      }
    }
    if sample.isAtRest, durable > ended + sample.lost {
      violations.append(
        Violation(.i36, "\(sample.process) ended \(durable) streams in the log, and counts \(ended)"))
    }
  }
}
