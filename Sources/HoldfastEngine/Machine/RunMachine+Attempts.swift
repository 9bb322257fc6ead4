import HoldfastModel
import HoldfastStores

extension RunMachine {
  /// An attempt is made.
  mutating func begin(_ attempt: Attempt, at now: Timestamp) -> [Effect] {
    guard isHearing(attempt.number) else { return [] }
    self.attempt = attempt
    seamOrigin = ledger.lastDelivering
    ledger.begin(attempt)
    watchdogs?.begin(
      firstChunk: attempt.firstChunkTimeout, betweenChunks: attempt.betweenChunksTimeout, at: now)
    splice = order.continuing.map { Splice(after: $0, mode: attempt.mode ?? .prefill) }
    isSeamDue = splice != nil
    return []
  }

  /// Tells the reader, when it is long enough to wonder, that nobody is asked for a while.
  mutating func wait(_ duration: Duration, at now: Timestamp) -> [Effect] {
    guard phase == .running else { return [] }
    watchdogs?.pause()
    if duration >= .seconds(2) { queue([ClosingChunks.waitingNotice(duration, now: now).chunk]) }
    return []
  }

  /// The provider's call of an attempt is over; `nil` when it came to its own end.
  mutating func ended(_ error: ProviderError?, _ attempt: Int, at now: Timestamp) -> [Effect] {
    guard isHearing(attempt), !isCalling else { return [] }
    if error == nil, composer.reason != nil { return endStep(at: now) }
    // Without its own finish a reply is cut, however orderly the connection ended.
    return fail(error ?? ProviderError(.cut, detail: "ended without a finish"))
  }

  /// Nobody can be asked: what went wrong before is what is said.
  mutating func unanswerable(_ error: ProviderError) -> [Effect] {
    guard phase == .running, !isHandingOver else { return [] }
    return conclude(after: lastError ?? error)
  }

  /// An attempt failed: another one is made, or the reply ends.
  mutating func fail(_ error: ProviderError) -> [Effect] {
    guard phase == .running else { return [] }
    ledger.fail(error.kind)
    lastError = error
    switch next(after: error) {
    case .success(let next):
      order = next
      isOrderWaiting = true
      splice = nil
      // One that was to go on and said nothing is not what broke the reply off.
      if !isSeamDue { seamReason = error.kind.rawValue }
      watchdogs?.pause()
      return [.cancelProvider]
    case .failure(let end):
      return (ledger.hasDelivered ? [.countNotContinued(end.obstacle)] : []) + conclude(after: error)
    }
  }

  /// Whether what an attempt tells is heard: the last one's, until another is wanted.
  func isHearing(_ attempt: Int) -> Bool {
    phase == .running && attempt == order.number && !isOrderWaiting && !isHandingOver
  }

  /// How another attempt may take up what the reply has said so far.
  private var verdict: SpliceRule.Verdict {
    rule.verdict(
      on: assembler, hasDelivered: step == 1 ? ledger.hasDelivered : hasStepContent,
      isArtifactOpen: watchdogs?.isArtifactOpen == true)
  }

  /// Leaves the stream to another owner where one may go on with it; says whether it does.
  mutating func handOver() -> Bool {
    guard mayHandOver, composer.reason == nil, !isCalling, effects.entries.isEmpty else { return false }
    switch verdict {
    case .no: return false
    case .goOn where seams >= limits.continuations: return false
    case .begin, .goOn: break
    }
    isHandingOver = true
    return true
  }

  /// Makes the attempt that is wanted, or leaves the stream to another owner, when everything before is committed: what
  /// is gone on with must be durable.
  mutating func askWhenDue() -> [Effect] {
    if isHandingOver {
      phase = .over
      return [.handOver]
    }
    guard isOrderWaiting else { return [] }
    isOrderWaiting = false
    return [.ask(order)]
  }

  /// The name of the data that says where one attempt ends and another goes on.
  static let seamName = "seam"

  /// Where one attempt ends and another goes on.
  var seam: Chunk {
    var data: JSONObject = [:]
    data["from"] = seamOrigin.map { .string($0) } ?? .null
    data["to"] = .string(ledger.model ?? attempt?.model ?? "")
    data["position"] = .number(JSONNumber(length))
    data["reason"] = .string(seamReason)
    return .data(name: Self.seamName, value: .object(data), transient: true)
  }

  /// Why there is no other attempt.
  private struct NoOther: Error {
    var obstacle: SpliceRule.Obstacle
  }

  private func next(after error: ProviderError) -> Result<AttemptOrder, NoOther> {
    guard !isDraining, composer.reason == nil, error.isWorthAnother(mode: attempt?.mode) else {
      return .failure(NoOther(obstacle: .hopeless))
    }
    guard order.number - firstOfStep + 1 < limits.attempts else { return .failure(NoOther(obstacle: .spent)) }
    var next = order
    next.number += 1
    next.isFirstOfOwner = false
    switch verdict {
    case .no(let obstacle): return .failure(NoOther(obstacle: obstacle))
    case .begin: next.continuing = nil
    case .goOn(let text):
      guard seams < limits.continuations else { return .failure(NoOther(obstacle: .spent)) }
      next.continuing = text
    }
    if let target = attempt?.target {
      if error.kind == .configuration { next.excluded.insert(target) }
      // One that does not take the beginning of its answer is asked again in the other way.
      if !error.refusesPrefill(attempt?.mode) {
        next.failed.removeAll { $0 == target }
        next.failed.append(target)
      }
    }
    return .success(next)
  }
}
