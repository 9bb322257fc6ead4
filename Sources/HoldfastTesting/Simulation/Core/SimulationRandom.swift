import Synchronization

/// Random numbers that a seed decides, for one purpose.
///
/// Each purpose has a sequence of its own, so that one draw more here changes nothing there.
package final class SimulationRandom: Sendable {
  private let state: Mutex<UInt64>

  /// Makes the sequence of a seed for a purpose.
  package init(seed: UInt64, _ purpose: String) {
    state = Mutex(seed &* 0x9E37_79B9_7F4A_7C15 ^ Digest(of: purpose.utf8).value)
  }

  /// 64 random bits (SplitMix64).
  package func next() -> UInt64 {
    state.withLock { state in
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
      return bits ^ bits >> 31
    }
  }

  /// A number from 0 up to a bound, which is not reached.
  package func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A number of a range.
  package func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// A number in 0..<1.
  package func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

  /// Whether something happens that happens at a rate.
  package func happens(_ rate: Double) -> Bool { unit() < rate }

  /// A duration of so many milliseconds.
  package func milliseconds(_ range: ClosedRange<Int>) -> Duration { .milliseconds(within(range)) }

  /// One of some values, which must not be empty.
  package func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }
}
