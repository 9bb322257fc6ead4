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
      // What was said to be still being saved may be refused; it is then listed as unsaved.
      let mustBeThere =
        (finished.contains(stream)
          && ((atRest && record.persistence != .refused) || !saving.contains(stream)))
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
