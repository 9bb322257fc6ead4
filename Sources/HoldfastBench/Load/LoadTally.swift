import Synchronization

/// What all connections of a load have seen.
package final class LoadTally: Sendable {
  /// The sums.
  package struct Sums: Sendable {
    /// From a token's stamp to its arrival.
    package var delay = LatencyHistogram()
    /// The same, of the last token before a pause.
    package var delayBeforePause = LatencyHistogram()
    /// From the request to the first byte of the body.
    package var firstFrame = LatencyHistogram()
    /// From the request to the first token.
    package var firstToken = LatencyHistogram()
    /// From the request to the end of the answer.
    package var whole = LatencyHistogram()
    package var tokens = 0
    package var bytes = 0
    /// Tokens that did not follow the one before.
    package var outOfOrder = 0
    package var ended = 0
    /// Answers that were no answer, or broke off.
    package var failed = 0
    /// One of them, in words.
    package var failure: String?
  }

  private let sums = Mutex(Sums())
  private let pauseAfter: Int

  /// Makes an empty tally.
  ///
  /// - Parameter pauseAfter: After how many tokens a script pauses.
  package init(pauseAfter: Int = 0) { self.pauseAfter = pauseAfter }

  /// What was seen so far.
  package var now: Sums { sums.withLock { $0 } }

  /// What was counted so far, without the histograms.
  package var counts: (tokens: Int, bytes: Int) { sums.withLock { ($0.tokens, $0.bytes) } }

  /// Begins anew, as when all have warmed up.
  package func reset() { sums.withLock { $0 = Sums() } }

  func add(_ change: (inout Sums) -> Void) { sums.withLock { change(&$0) } }

  /// Whether a token is the last one before a pause.
  func isBeforePause(_ stamp: Stamp) -> Bool { pauseAfter > 0 && stamp.index == pauseAfter - 1 }
}
