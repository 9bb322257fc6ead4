/// Counts of durations, each kept to within one percent, in a fixed amount of memory.
///
/// Buckets are linear within each power of two: 128 for each, from 1 ns to 17 s; what is longer counts as that.
package struct LatencyHistogram: Sendable {
  private static let subBits = 7
  private static let powers = 28
  private var counts: [Int]

  /// How many durations were recorded.
  package private(set) var count = 0
  /// The longest one, in nanoseconds.
  package private(set) var maximum: Int64 = 0
  private var sum: Double = 0

  /// Makes an empty histogram.
  package init() { counts = Array(repeating: 0, count: (Self.powers + 1) << Self.subBits) }

  /// Records a duration in nanoseconds.
  package mutating func record(_ nanoseconds: Int64) {
    let value = max(0, nanoseconds)
    count += 1
    sum += Double(value)
    maximum = max(maximum, value)
    counts[Self.bucket(of: value)] += 1
  }

  /// Adds what another one holds.
  package mutating func add(_ other: LatencyHistogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    count += other.count
    sum += other.sum
    maximum = max(maximum, other.maximum)
  }

  /// The duration below or at which a share of all lies, in nanoseconds; 0 when there are none.
  package func percentile(_ share: Double) -> Int64 {
    guard count > 0 else { return 0 }
    let rank = max(1, Int((Double(count) * share).rounded(.up)))
    var seen = 0
    for (index, count) in counts.enumerated() where count > 0 {
      seen += count
      if seen >= rank { return min(Self.value(of: index), maximum) }
    }
    return maximum
  }

  /// The mean, in nanoseconds; 0 when there are none.
  package var mean: Double { count == 0 ? 0 : sum / Double(count) }

  /// The share of durations within a range of nanoseconds, both ends included.
  package func share(from low: Int64, through high: Int64) -> Double {
    guard count > 0 else { return 0 }
    return Double(counts[Self.bucket(of: low)...Self.bucket(of: high)].reduce(0, +)) / Double(count)
  }

  private static func bucket(of value: Int64) -> Int {
    let linear = Int64(1) << subBits
    guard value >= linear else { return Int(value) }
    let power = 63 - value.leadingZeroBitCount - subBits
    let index = ((power + 1) << subBits) + Int((value >> Int64(power)) - linear)
    return min(index, ((powers + 1) << subBits) - 1)
  }

  /// The upper end of a bucket.
  private static func value(of index: Int) -> Int64 {
    let linear = 1 << subBits
    guard index >= linear else { return Int64(index) }
    let power = (index >> subBits) - 1
    return (Int64((index & (linear - 1)) + linear + 1) << Int64(power)) - 1
  }
}
