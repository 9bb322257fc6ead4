/// When a failed call is tried again, and when no more: full jitter under a doubling cap, within a budget of waiting.
///
/// A value without a clock: the jitter is given, and the waits are for the caller to keep.
package struct Retry: Sendable, Equatable {
  private var backoff: Backoff
  private var left: Duration?

  /// Prepares the first retry.
  ///
  /// - Parameter budget: How long is waited at most, in all; `nil` for as long as it takes.
  package init(budget: Duration?) {
    backoff = Backoff()
    left = budget
  }

  /// How long to wait before the next try; `nil` when the budget is spent.
  ///
  /// - Parameter jitter: A random factor in 0..<1.
  package mutating func next(jitter: Double) -> Duration? {
    let wait = backoff.next(jitter: jitter)
    guard let left else { return wait }
    guard wait < left else { return nil }
    self.left = left - wait
    return wait
  }
}
