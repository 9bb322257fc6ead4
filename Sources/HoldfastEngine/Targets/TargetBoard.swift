package import HoldfastModel
import Synchronization

/// What this node knows of its targets, and who is asked next.
///
/// All replies of the node share it; it is held in memory, and works without any store.
package final class TargetBoard: Sendable {
  /// The figures by which it decides.
  package struct Limits: Sendable, Equatable {
    /// When starts are closed off.
    package var start = Breaker.Limits()
    /// When streams are closed off: over the last hundred, as a stream may last longer than any window of time.
    package var stream: Breaker.Limits = {
      var limits = Breaker.Limits()
      limits.window = nil
      return limits
    }()
    /// How many attempts may wait for their first chunk at one target.
    package var concurrency = 4...1000
    /// How many further attempts may be made in a second, besides a tenth of the requests.
    package var retriesPerSecond = 10
    /// The first wait before the same target is asked again.
    package var retryBase: Duration = .milliseconds(250)
    /// The longest such wait.
    package var retryMaximum: Duration = .seconds(8)
    /// The longest that a provider's own wish is waited for.
    package var retryAfterMaximum: Duration = .seconds(30)

    package init() {}
  }

  /// How an attempt came out.
  package enum Ending: Sendable, Equatable {
    /// The model came to its own end.
    case finished
    /// It failed, before or after its first content.
    case failed(ProviderError, hasContent: Bool)
    /// It was given up from this side.
    case cancelled(hasContent: Bool)
  }

  private struct State {
    var targets: [String: TargetState] = [:]
    var budget: RetryBudget
  }

  private let limits: Limits
  private let observer: any EngineObserver
  private let state: Mutex<State>

  package init(limits: Limits = Limits(), observer: any EngineObserver = NoEngineObserver()) {
    state = Mutex(State(budget: RetryBudget(floorPerSecond: limits.retriesPerSecond)))
    self.limits = limits
    self.observer = observer
  }

  /// What is known of each of some targets.
  package func states(of targets: [Target]) -> [(target: Target, state: TargetState)] {
    state.withLock { state in targets.map { ($0, state.targets[$0.id] ?? fresh) } }
  }

  /// How many further attempts the node may make now.
  package func budgetLeft(at now: Timestamp) -> Int { state.withLock { $0.budget.left(at: now) } }

  private var fresh: TargetState {
    TargetState(start: limits.start, stream: limits.stream, concurrency: limits.concurrency)
  }

  // MARK: Choosing

  /// Decides who is asked, and counts it as asked unless it is to be waited for.
  ///
  /// While one waits, a breaker may open and the budget be used up: after a wait it is decided anew.
  ///
  /// - Parameters:
  ///   - targets: The agent's, the first choice first.
  ///   - needsVision: Whether the conversation's last message has an image.
  ///   - jitter: Random factors in 0..<1.
  package func choose(
    from targets: [Target], for order: AttemptOrder, needsVision: Bool = false, at now: Timestamp,
    jitter: () -> Double
  ) -> Result<TargetChoice, NoTarget> {
    state.withLock { state in
      let able = targets.filter { target in
        !order.excluded.contains(target.id) && (target.hasVision || !needsVision)
          && (order.continuing == nil || mode(of: target, state) != .none)
      }
      guard !able.isEmpty else { return .failure(.unable) }
      guard let found = find(in: able, order, state, now, jitter) else {
        return .failure(.closedOff(wait(for: able, state, now)))
      }
      if found.wait > .zero {
        // Whoever may make no further attempt now need not wait to be told so.
        if !order.isFirstOfOwner, state.budget.left(at: now) == 0 { return .failure(.budget) }
        return .success(found)
      }
      if order.isFirstOfOwner {
        state.budget.noteRequest(at: now)
      } else {
        guard state.budget.take(at: now) else { return .failure(.budget) }
      }
      return .success(begin(found, &state, now))
    }
  }

  private func find(
    in able: [Target], _ order: AttemptOrder, _ state: State, _ now: Timestamp, _ jitter: () -> Double
  ) -> TargetChoice? {
    func known(_ target: Target) -> TargetState { state.targets[target.id] ?? fresh }
    func choice(_ target: Target, wait: Duration = .zero, _ role: TargetChoice.Role? = nil) -> TargetChoice {
      let isProbe = known(target).admission(at: now) == .probe
      return TargetChoice(
        target: target, mode: order.continuing == nil ? nil : mode(of: target, state), wait: wait,
        role: role ?? (isProbe ? .probe : .normal))
    }
    func isOpen(_ target: Target) -> Bool {
      if case .refused = known(target).admission(at: now) { return false }
      return true
    }
    let well = able.filter { isOpen($0) && known($0).cooling(at: now) == nil }
    let untried = well.filter { !order.failed.contains($0.id) }
    // The limit diverts, and refuses nobody: where there is no room anywhere, the first choice is asked all the same.
    for group in [untried.filter { known($0).hasRoom }, untried] {
      let first = group.min { ($0.rank, known($0).waiting) < ($1.rank, known($1).waiting) }
      if let first { return choice(first) }
    }
    // Who has failed is asked again after a while, the one that failed longest ago first.
    let failed = order.failed.compactMap { id in able.first { $0.id == id && isOpen($0) } }
    // Those that want to be left alone for a while are waited for, also by who has not asked them yet.
    let again = failed + able.filter { !order.failed.contains($0.id) && isOpen($0) }
    let waits = again.compactMap { target -> (target: Target, wait: Duration)? in
      let cooling = known(target).cooling(at: now) ?? .zero
      guard cooling <= limits.retryAfterMaximum else { return nil }
      if order.waits > 0, cooling == .zero { return (target, .zero) }
      guard order.waits < Self.mostWaits else { return nil }
      return (target, max(cooling + cooling * Int(100 * jitter()) / 1000, backoff(order.number, jitter())))
    }
    if let soonest = waits.min(by: { $0.wait < $1.wait }) {
      return choice(soonest.target, wait: soonest.wait)
    }
    return lastResort(among: able, order, known, now, jitter()).map { target in
      let isAgain = order.failed.contains(target.id) && order.waits == 0
      return choice(target, wait: isAgain ? backoff(order.number, jitter()) : .zero, .lastResort)
    }
  }

  /// How often an attempt is put off, by targets that want to be left alone for longer than they first said.
  private static let mostWaits = 3

  /// A target that is closed off while there is no other: one in ten is let through, and one a second in any case, so
  /// that nobody is kept waiting by a breaker alone.
  private func lastResort(
    among able: [Target], _ order: AttemptOrder, _ known: (Target) -> TargetState, _ now: Timestamp,
    _ jitter: Double
  ) -> Target? {
    let candidates = able.filter { known($0).cooling(at: now) == nil }
    func place(_ target: Target) -> (Int, Int) {
      (order.failed.firstIndex(of: target.id).map { $0 + 1 } ?? 0, target.rank)
    }
    guard let target = candidates.min(by: { place($0) < place($1) }) else { return nil }
    let isDue = known(target).lastResortAt.map { now >= $0 + .seconds(1) || now < $0 } ?? true
    return isDue || jitter < 0.1 ? target : nil
  }

  private func wait(for able: [Target], _ state: State, _ now: Timestamp) -> Duration {
    let waits = able.map { target -> Duration in
      let known = state.targets[target.id] ?? fresh
      var wait = known.cooling(at: now) ?? .zero
      if case .refused(let until) = known.admission(at: now) {
        wait = max(wait, .milliseconds(until.milliseconds - now.milliseconds))
      }
      return wait
    }
    return max(.zero, waits.min() ?? .zero)
  }

  /// Full jitter under a doubling cap.
  private func backoff(_ number: Int, _ jitter: Double) -> Duration {
    let ceiling = min(limits.retryBase * (1 << min(max(0, number - 2), 16)), limits.retryMaximum)
    return ceiling * Int(1000 * max(0.1, jitter)) / 1000
  }

  private func mode(of target: Target, _ state: State) -> ContinuationMode {
    let configured = target.provider.continuation
    let isRefused = state.targets[target.id]?.refusesPrefill == true
    return configured == .prefill && isRefused ? .userContinue : configured
  }

  private func begin(_ found: TargetChoice, _ state: inout State, _ now: Timestamp) -> TargetChoice {
    var choice = found
    change(choice.target.id, &state) { target in
      target.waiting += 1
      switch choice.role {
      case .normal: break
      case .lastResort: target.lastResortAt = now
      case .probe:
        if target.start.admission(at: now) == .probe { target.start.beginProbe() }
        if target.stream.admission(at: now) == .probe { target.stream.beginProbe() }
      }
      choice.openings = [target.start.openings, target.stream.openings]
    }
    return choice
  }

  private func change(_ id: String, _ state: inout State, _ change: (inout TargetState) -> Void) {
    let before = state.targets[id] ?? fresh
    var after = before
    change(&after)
    state.targets[id] = after
    for (kind, old, new) in [
      (EngineEvent.BreakerKind.start, before.start.state, after.start.state),
      (.stream, before.stream.state, after.stream.state),
    ] where old.name != new.name {
      observer.observe(.breakerMoved(kind, to: new.name, target: id))
    }
  }

  // MARK: Learning

  /// Notes that an attempt has brought its first content.
  ///
  /// - Parameter duration: The time since it was sent.
  package func noteContent(_ choice: TargetChoice, after duration: Duration, at now: Timestamp) {
    state.withLock { state in
      change(choice.target.id, &state) { target in
        target.concurrency.note(duration, waiting: target.waiting)
        target.waiting = max(0, target.waiting - 1)
        target.start.succeed(isProbe: choice.isProbe(of: target.start, 0), at: now)
      }
    }
  }

  /// Notes how an attempt came out.
  package func noteEnd(_ choice: TargetChoice, _ ending: Ending, at now: Timestamp, jitter: Double) {
    state.withLock { state in
      change(choice.target.id, &state) { target in
        let probes = (choice.isProbe(of: target.start, 0), choice.isProbe(of: target.stream, 1))
        switch ending {
        case .finished: target.stream.succeed(isProbe: probes.1, at: now)
        case .cancelled(let hasContent):
          if !hasContent {
            target.waiting = max(0, target.waiting - 1)
            if probes.0 { target.start.abandonProbe() }
          }
          if probes.1 { target.stream.abandonProbe() }
        case .failed(let error, let hasContent):
          if !hasContent { target.waiting = max(0, target.waiting - 1) }
          note(error, hasContent, probes, choice.mode, &target, now, jitter)
        }
      }
    }
  }

  private func note(
    _ error: ProviderError, _ hasContent: Bool, _ probes: (start: Bool, stream: Bool),
    _ mode: ContinuationMode?, _ target: inout TargetState, _ now: Timestamp, _ jitter: Double
  ) {
    if let wish = error.retryAfter, wish > .zero {
      target.coolingUntil = max(now + wish, target.coolingUntil ?? now)
    }
    if error.refusesPrefill(mode) { target.refusesPrefill = true }
    switch error.kind {
    case .overload, .transport, .server, .malformed, .configuration, .cut, .stall:
      let isMisconfigured = error.kind == .configuration
      if hasContent {
        target.stream.fail(isProbe: probes.stream, isMisconfigured: isMisconfigured, at: now, jitter: jitter)
      } else {
        target.start.fail(isProbe: probes.start, isMisconfigured: isMisconfigured, at: now, jitter: jitter)
        if probes.stream { target.stream.abandonProbe() }
      }
    case .refused, .limit:
      // The target has answered; what it was asked is another matter.
      if !hasContent { target.start.succeed(isProbe: probes.start, at: now) }
      if probes.stream { target.stream.abandonProbe() }
    }
  }
}

extension Breaker.State {
  /// The name of the state, for status and metrics.
  package var name: EngineEvent.BreakerState {
    switch self {
    case .closed: .closed
    case .open: .open
    case .halfOpen: .halfOpen
    }
  }
}

extension ProviderError {
  /// Whether a model that was given the beginning of its answer does not take such a conversation.
  package func refusesPrefill(_ mode: ContinuationMode?) -> Bool {
    mode == .prefill && kind == .refused && status == 400
  }
}
