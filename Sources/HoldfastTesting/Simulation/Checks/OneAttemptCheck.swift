import HoldfastModel
import HoldfastStores

/// I14: a provider is called by whoever owns the stream, the attempts at a reply are made one after the other, and each
/// goes on with at least what the one before it went on with.
struct OneAttemptCheck: HistoryCheck {
  private(set) var violations: [Violation] = []
  private var runs = OwnedRuns()
  /// The calls that are neither over nor given up.
  private var live: [Int: ProviderCall] = [:]
  private var last: [OwnedRuns.Place: ProviderCall] = [:]
  /// Calls that were made while another one was under way, which may be given up in the same moment.
  private var suspects: [(earlier: Int, later: ProviderCall, at: Duration)] = []

  mutating func take(_ entry: History.Entry) {
    runs.take(entry)
    settleSuspects(at: entry.time)
    switch entry.event {
    case .providerCalled(let call): check(call, at: entry.time)
    case .providerEnded(let ending): live[ending.call] = nil
    case .providerGivenUp(let number): live[number] = nil
    case .crashed(let process): live = live.filter { $0.value.process != process }
    default: break
    }
  }

  private mutating func settleSuspects(at time: Duration) {
    guard let first = suspects.first, first.at < time else { return }
    for suspect in suspects where live[suspect.earlier] != nil {
      violations.append(
        Violation(
          .i14,
          "\(suspect.later.process) calls for \(suspect.later.message) while call \(suspect.earlier) goes on")
      )
    }
    suspects = []
  }

  private mutating func check(_ call: ProviderCall, at time: Duration) {
    if runs.owned[call.place] == nil, runs.unlogged[call.message] == nil {
      violations.append(
        Violation(.i14, "\(call.process) calls for \(call.message), and has no stream for it"))
    }
    if runs.only(at: call.place) != nil {
      for other in live.values where other.place == call.place {
        suspects.append((other.number, call, time))
      }
      if let earlier = last[call.place], earlier.step == call.step, let before = earlier.continuing?.text,
        call.continuing?.text.hasPrefix(before) != true
      {
        violations.append(
          Violation(.i14, "call \(call.number) for \(call.message) goes back behind what was gone on with"))
      }
    }
    live[call.number] = call
    last[call.place] = call
  }
}
