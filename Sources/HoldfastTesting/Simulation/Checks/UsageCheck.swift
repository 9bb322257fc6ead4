import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// I22: a failure before the first token costs nothing, and after it nobody is charged for more than was delivered or
/// said to be used; what several attempts used is kept apart.
struct UsageCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var runs = OwnedRuns()
  private var places: [Int: OwnedRuns.Place] = [:]
  /// What the calls for a message that brought something, were it an end without a word, said they used.
  private var reported: [MessageID: Int] = [:]
  private var calls: [OwnedRuns.Place: Int] = [:]
  /// How many calls a process had made when it wanted an outcome written.
  private var callsBefore: [OwnedRuns.Place: Int] = [:]
  /// Whose outcome a stream has, and how many calls that had made by then.
  private var writers: [StreamID: (place: OwnedRuns.Place, calls: Int)] = [:]
  private var checked: Set<StreamID> = []

  mutating func take(_ entry: History.Entry) {
    runs.take(entry)
    switch entry.event {
    case .providerCalled(let call):
      places[call.number] = call.place
      calls[call.place, default: 0] += 1
    case .providerEnded(let ending):
      if ending.hasContent || ending.hasOwnFinish, let place = places[ending.call] {
        reported[place.message, default: 0] += ending.outputTokens ?? 0
      }
    case .appendAsked(let append, let process) where append.outcome != nil:
      if let place = place(of: append.stream, process) { callsBefore[place] = calls[place] ?? 0 }
    case .appended(let append, _, let process) where append.outcome != nil:
      if let place = place(of: append.stream, process), let count = callsBefore[place] {
        writers[append.stream] = (place, count)
      }
    case .surveyed(let survey):
      for record in survey.records where record.outcome != nil && checked.insert(record.stream).inserted {
        check(record, survey.frames[record.stream] ?? [])
      }
    default: break
    }
  }

  private func place(of stream: StreamID, _ process: String) -> OwnedRuns.Place? {
    runs.places(of: stream).first { $0.process == process }
  }

  private mutating func check(_ record: StreamRecord, _ frames: [Frame]) {
    guard let outcome = record.outcome else { return }
    let charged = outcome.usage?.outputTokens ?? 0
    let chunks = frames.compactMap { try? Chunk(decoding: $0.data) }  // a damaged frame is I1's
    if charged != 0, outcome.state != .finished, !chunks.contains(where: \.isContent) {
      violations.append(
        Violation(.i22, "\(record.stream) delivered nothing, and \(charged) tokens are charged"))
    }
    let attempts = outcome.usage?.attempts ?? []
    // A word that two attempts share counts for each.
    let most = estimate(chunks) + (reported[record.header.claim.message] ?? 0) + attempts.count
    if charged < 0 || charged > most {
      violations.append(
        Violation(.i22, "\(charged) tokens are charged for \(record.stream), at most \(most) were used"))
    }
    if !attempts.isEmpty, attempts.reduce(0, { $0 + ($1.outputTokens ?? 0) }) < charged {
      violations.append(Violation(.i22, "\(record.stream) charges more than its attempts used"))
    }
    checkApart(record, outcome, attempts.count)
  }

  private func estimate(_ chunks: [Chunk]) -> Int {
    var estimate = TokenEstimate()
    for chunk in chunks {
      switch chunk {
      case .textDelta(_, _, let delta, _): estimate.accept(delta)
      case .toolInputStart(let call): estimate.accept(call.toolName)
      case .toolInputDelta(_, let delta): estimate.accept(delta)
      default: break
      }
    }
    return estimate.tokens
  }

  /// Each attempt of the owner that came to the outcome has its own record, when there was more than one.
  private mutating func checkApart(_ record: StreamRecord, _ outcome: StreamOutcome, _ count: Int) {
    guard let writer = writers[record.stream], let own = runs.only(at: writer.place), own.epoch == 1,
      outcome.state == .finished
    else { return }
    let expected = writer.calls > 1 ? writer.calls : 0
    if count != expected {
      violations.append(
        Violation(.i22, "\(record.stream) took \(writer.calls) attempts, and keeps \(count) apart"))
    }
  }
}
