import HoldfastEngine
import HoldfastModel
import HoldfastStores

/// I28: a process makes at most a tenth more attempts than it has requests, and so many a second besides; an owner makes
/// at most as many for one step of a reply as there may be.
struct AttemptBudgetCheck: HistoryCheck {
  private struct Times {
    var requests: [Duration] = []
    var further: [Duration] = []
  }

  private(set) var violations: [Violation] = []
  private var plan: SimulationPlan?
  private var runs = OwnedRuns()
  private var times: [String: Times] = [:]
  /// The streams whose owner has asked nobody yet.
  private var fresh: [OwnedRuns.Place: Int] = [:]
  private var freshUnlogged: [MessageID: Int] = [:]
  /// How many calls there were at a place, by step.
  private var calls: [OwnedRuns.Place: [Int: Int]] = [:]
  private var firstSteps: [OwnedRuns.Place: Int] = [:]
  private var messages: [StreamID: MessageID] = [:]

  mutating func take(_ entry: History.Entry) {
    runs.take(entry)
    switch entry.event {
    case .planned(let plan): self.plan = plan
    case .claimed(let claim, _): messages[claim.stream] = claim.key.message
    case .claimMoved(let stream, .unlogged):
      if let message = messages[stream] { freshUnlogged[message, default: 0] += 1 }
    case .created(let record, let process), .takenOver(let record, let process):
      fresh[OwnedRuns.Place(process: process, message: record.header.claim.message), default: 0] += 1
    case .providerCalled(let call): check(call, at: entry.time)
    default: break
    }
  }

  private mutating func check(_ call: ProviderCall, at time: Duration) {
    guard let limits = plan?.configuration else { return }
    calls[call.place, default: [:]][call.step, default: 0] += 1
    let count = calls[call.place]?[call.step] ?? 0
    let firstStep = firstSteps[call.place] ?? call.step
    firstSteps[call.place] = firstStep
    if let own = runs.only(at: call.place) {
      // What owners before it may have used up is of the first step: a reply with tools is not gone on with.
      let used = call.step == firstStep ? own.epoch - 1 : 0
      if count > max(0, limits.maximumAttempts - used) {
        violations.append(
          Violation(
            .i28, "\(call.process) makes attempt \(count) for \(own.stream), epoch \(own.epoch)"))
      }
    }
    if isFirst(call) {
      times[call.process, default: Times()].requests.append(time)
    } else {
      times[call.process, default: Times()].further.append(time)
      checkRate(of: call.process, at: time, floor: limits.retriesPerSecond)
    }
  }

  /// Whether a call is the first of its owner, or of a further step.
  private mutating func isFirst(_ call: ProviderCall) -> Bool {
    if call.step != firstSteps[call.place] {
      let runCount = (runs.owned[call.place]?.count ?? 0) + (runs.unlogged[call.message] ?? 0)
      return (calls[call.place]?[call.step] ?? 0) <= runCount
    }
    if let count = fresh[call.place], count > 0 {
      fresh[call.place] = count - 1
      return true
    }
    guard let count = freshUnlogged[call.message], count > 0 else { return false }
    freshUnlogged[call.message] = count - 1
    return true
  }

  /// The budget counts in tenths of a second, so that its window may be one shorter, and its edge one later.
  private mutating func checkRate(of process: String, at time: Duration, floor: Int) {
    guard let all = times[process] else { return }
    let further = all.further.count { $0 > time - .milliseconds(9900) }
    let requests = all.requests.count { $0 > time - .milliseconds(10_100) }
    let most = 10 * floor + requests / 10
    if further > most {
      violations.append(
        Violation(
          .i28,
          "\(process) makes \(further) further attempts in 10 s at \(requests) requests, and may make \(most)"
        ))
    }
  }
}
