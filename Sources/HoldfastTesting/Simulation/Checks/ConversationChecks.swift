import HoldfastModel
import HoldfastStores

/// I6: a finish without the notice that the reply is being saved means that it can be read; what is not finished is
/// stored as a partial.
struct FinishMeansSavedCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var finished: Set<StreamID> = []
  private var saving: Set<StreamID> = []
  private var deleted: Set<SessionID> = []
  /// What went on without a log was settled from elsewhere; a stream that turned up for it says nothing of the reply.
  private var unlogged: Set<StreamID> = []

  mutating func take(_ entry: History.Entry) {
    switch entry.event {
    case .claimMoved(let stream, .unlogged): unlogged.insert(stream)
    case .saw(let frame) where frame.kind == .finish: finished.insert(frame.stream)
    case .saw(let frame) where frame.kind == .savingNotice: saving.insert(frame.stream)
    case .deleteAsked(let session), .sessionDeleted(let session): deleted.insert(session)
    case .surveyed(let survey): check(survey)
    default: break
    }
  }

  private mutating func check(_ survey: Survey) {
    let atRest = survey.sinceHealing >= HistoryChecker.surveyMoments[1]
    for record in survey.records
    where !deleted.contains(record.header.session) && !unlogged.contains(record.stream) {
      let stream = record.stream
      // What was cut is not listed, and a reply in segments is listed as one.
      guard let claim = survey.claims[stream], claim.cutBy == nil, !isInSegments(claim, survey) else {
        continue
      }
      let stored = survey.messages[record.header.session]?.first { $0.stream == stream }
      let content = MessageAssembler(frames: survey.frames[stream] ?? [])
      let mustBeThere =
        (finished.contains(stream) && (atRest || !saving.contains(stream)))
        || (record.state != nil && record.persistence == .saved)
      if mustBeThere, content.hasContent, stored == nil {
        violations.append(
          Violation(.i6, "\(stream) ended \(record.state?.rawValue ?? "-"), and its reply is not stored"))
      }
      guard let stored else { continue }
      if stored.message.parts != content.messageParts {
        violations.append(Violation(.i6, "the stored reply of \(stream) is not what was streamed"))
      }
      if (stored.status == .complete) != (record.outcome?.state == .finished) {
        violations.append(Violation(.i6, "the reply of \(stream) is stored as \(stored.status.rawValue)"))
      }
    }
  }
}

extension FinishMeansSavedCheck {
  private func isInSegments(_ claim: Claim, _ survey: Survey) -> Bool {
    claim.segment > 0 || survey.claims.values.contains { $0.reply == claim.reply && $0.segment > 0 }
  }
}

extension MessageAssembler {
  /// The message that frames make.
  fileprivate init(frames: [Frame]) {
    self.init()
    for frame in frames {
      if let chunk = try? Chunk(decoding: frame.data) { accept(chunk) }  // a damaged frame is I1's
    }
  }
}

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

/// I8: a stream makes one message.
struct OneMessageCheck: HistoryCheck {
  private(set) var violations: [Violation] = []

  mutating func take(_ entry: History.Entry) {
    guard case .surveyed(let survey) = entry.event else { return }
    for (session, messages) in survey.messages.sorted(by: { $0.key < $1.key }) {
      let streams = messages.compactMap(\.stream)
      if Set(streams).count != streams.count {
        violations.append(Violation(.i8, "\(session) has two replies of one stream"))
      }
    }
  }
}

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
