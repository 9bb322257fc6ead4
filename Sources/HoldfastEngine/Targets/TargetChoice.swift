package import HoldfastModel

/// What an order is answered with: whom to ask, how, and when.
package struct TargetChoice: Sendable {
  /// As what an attempt is let through.
  package enum Role: String, Sendable, Hashable, CaseIterable {
    /// One of many.
    case normal
    /// To see whether the target is well again.
    case probe
    /// Though the target is closed off: there is no other, and one in ten is let through.
    case lastResort = "last_resort"
  }

  /// Whom to ask.
  package var target: Target
  /// How to ask it to go on; `nil` for a reply from its beginning.
  package var mode: ContinuationMode?
  /// How long to wait before it is asked again who is asked; zero for now.
  package var wait: Duration
  /// As what it is let through.
  package var role: Role

  /// How often the two breakers had opened when it was let through.
  var openings = [0, 0]

  /// Whether it is a probe of a breaker's present opening; what is heard of an earlier one says nothing any more.
  func isProbe(of breaker: Breaker, _ place: Int) -> Bool {
    role == .probe && openings[place] == breaker.openings
  }

  /// The attempt as the run knows it.
  package func attempt(_ number: Int) -> Attempt {
    Attempt(
      number: number, target: target.id, model: target.provider.model, mode: mode,
      firstChunkTimeout: target.firstChunkTimeout, betweenChunksTimeout: target.betweenChunksTimeout)
  }
}

/// Why nobody can be asked.
package enum NoTarget: Error, Sendable, Equatable {
  /// No target of the agent can go on with what another began, or read what the conversation holds.
  case unable
  /// All that could be asked are closed off or want to be left alone; perhaps in a while.
  case closedOff(Duration)
  /// The node has made as many further attempts as it may.
  case budget
}
