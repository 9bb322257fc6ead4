/// How a stream ended.
public enum TerminalState: String, Sendable, Hashable, CaseIterable {
  /// The provider's own finish, or waiting for a client-side tool.
  case finished
  /// The stop route.
  case stopped
  /// A newer message took its place.
  case superseded
  /// The provider cut, stalled or sent garbage after the first token.
  case aborted
  /// Nothing was delivered, or the conversation store refused the reply for good.
  case failed
  /// The owner died or was drained.
  case interrupted
}

/// Why somebody other than the provider wants a stream to end.
public enum EndRequest: String, Sendable, Hashable, CaseIterable {
  /// A user pressed stop.
  case stop
  /// A newer message of the same session.
  case supersede
  /// The node that owns the stream is going down.
  case drain

  /// The terminal state that the request leads to, when nothing else ended the stream first.
  public var state: TerminalState {
    switch self {
    case .stop: .stopped
    case .supersede: .superseded
    case .drain: .interrupted
    }
  }
}
