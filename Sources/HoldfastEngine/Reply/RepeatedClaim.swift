import HoldfastModel
import HoldfastStores

/// A claim that a request found made before, and what becomes of the request.
struct RepeatedClaim: Sendable, Hashable {
  /// What a repeated request is answered with.
  enum Answer: Sendable, Hashable {
    /// The claim's own stream: attached to while it runs, replayed when it has ended.
    case stream
    /// A new stream in its place.
    case retry
  }

  /// The claim.
  var claim: Claim
  /// Whether no later message stands in the session.
  var isLastTurn: Bool

  /// What a repeat of a turn is answered with.
  ///
  /// - Parameter state: How the claim's stream ended; `nil` while it runs.
  func answer(to turn: Turn, state: TerminalState?) -> Answer {
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
