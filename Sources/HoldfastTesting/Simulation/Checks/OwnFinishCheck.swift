import HoldfastModel
import HoldfastStores

/// I30: a reply that is recorded as finished was finished by the model that was asked last; that an earlier attempt came
/// to no end is no matter, and that one did helps no later one.
struct OwnFinishCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var runs = OwnedRuns()
  private var calls: [Int: ProviderCall] = [:]
  private var last: [OwnedRuns.Place: Int] = [:]
  private var finishedCalls: Set<Int> = []
  private var finished: Set<MessageID> = []

  mutating func take(_ entry: History.Entry) {
    runs.take(entry)
    switch entry.event {
    case .providerCalled(let call):
      calls[call.number] = call
      last[call.place] = call.number
    case .providerEnded(let ending) where ending.hasOwnFinish:
      finishedCalls.insert(ending.call)
      if let message = calls[ending.call]?.message { finished.insert(message) }
    case .appendAsked(let append, let process) where append.outcome?.state == .finished:
      check(append.stream, process)
    case .surveyed(let survey):
      for record in survey.records
      where record.outcome?.state == .finished && !finished.contains(record.header.claim.message) {
        violations.append(
          Violation(.i30, "\(record.stream) is recorded as finished, and its provider did not finish"))
      }
    default: break
    }
  }

  private mutating func check(_ stream: StreamID, _ process: String) {
    guard let place = runs.places(of: stream).first(where: { $0.process == process }),
      runs.only(at: place) != nil
    else { return }
    if last[place].map({ finishedCalls.contains($0) }) != true {
      violations.append(
        Violation(.i30, "\(stream) is called finished, and the last attempt at it did not finish"))
    }
  }
}
