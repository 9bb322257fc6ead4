/// How many attempts at one target may wait for their first chunk at once, learned from how long it takes.
///
/// When the time to the first chunk grows, the target has a queue, and one more attempt only makes it longer. After
/// Netflix' `concurrency-limits`, Gradient2: the limit follows the ratio of the long-time average to the newest time.
package struct ConcurrencyLimit: Sendable, Equatable {
  /// The least and the most that is allowed.
  package let range: ClosedRange<Int>
  private var limit: Double
  /// The average of the last times, in seconds.
  private var average: Double?

  /// How much slower than the average still counts as normal.
  private static let tolerance = 1.5
  /// How much of a new estimate is taken at once.
  private static let smoothing = 0.2
  /// Over how many times the average is taken.
  private static let window = 600.0

  package init(initial: Int = 20, range: ClosedRange<Int>) {
    self.range = range
    limit = Double(min(max(initial, range.lowerBound), range.upperBound))
  }

  /// How many may wait at once.
  package var value: Int { Int(limit) }

  /// Notes how long an attempt took to its first chunk.
  ///
  /// - Parameter waiting: How many waited at that moment, this one included.
  package mutating func note(_ duration: Duration, waiting: Int) {
    let parts = duration.components
    let seconds = max(0.000_001, Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
    var average = average ?? seconds
    average += (seconds - average) * 2 / (Self.window + 1)
    // After a long slow time the average would stay high for too long.
    if average / seconds > 2 { average *= 0.95 }
    self.average = average
    // A target that is not used to its limit says nothing about it.
    guard Double(waiting) >= limit / 2 else { return }
    let gradient = max(0.5, min(1, Self.tolerance * average / seconds))
    let estimate = limit * gradient + limit.squareRoot()
    limit = limit * (1 - Self.smoothing) + estimate * Self.smoothing
    limit = max(Double(range.lowerBound), min(Double(range.upperBound), limit))
  }
}
