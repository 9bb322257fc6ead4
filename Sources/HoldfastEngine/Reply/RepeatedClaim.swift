package import HoldfastModel
package import HoldfastStores

/// A claim that a request found made before, and what becomes of the request.
package struct RepeatedClaim: Sendable, Hashable {
  /// What a repeated request is answered with.
  package enum Answer: Sendable, Hashable {
    /// The claim's own stream: attached to while it runs, replayed when it has ended.
    case stream
    /// A new stream in its place.
    case retry
  }

  /// The claim.
  package var claim: Claim
  /// Whether no later message stands in the session.
  package var isLastTurn: Bool

  /// Wraps what the store found.
  package init(claim: Claim, isLastTurn: Bool) {
    self.claim = claim
    self.isLastTurn = isLastTurn
  }

  /// What a repeat of a turn is answered with.
  ///
  /// - Parameter state: How the claim's stream ended; `nil` while it runs.
  package func answer(to turn: Turn, state: TerminalState?) -> Answer {
    // Nothing was ever made for the claim.
    if claim.state == .abandoned { return .retry }
    guard let state else { return .stream }
    switch turn {
    case .submit:
      return !isLastTurn || state.isFinal ? .stream : .retry
    case .edit:
      return isLastTurn && state == .finished ? .stream : .retry
    case .regenerate:
      return state == .finished ? .stream : .retry
    case .continuation:
      return state.isFinal || claim.segment == 0 ? .stream : .retry
    }
  }
}

extension TerminalState {
  /// Whether the stream came to an end that somebody wanted, so that its replay is the answer for ever.
  var isFinal: Bool {
    switch self {
    case .finished, .stopped, .superseded: true
    case .aborted, .failed, .interrupted: false
    }
  }
}
