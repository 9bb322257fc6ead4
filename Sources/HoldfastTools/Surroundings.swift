import FoundationEssentials
package import HoldfastModel

/// What a tool takes from outside: names, time and randomness.
package struct Surroundings: Sendable {
  /// Finds the addresses of hosts.
  package var resolver: any HostResolver = SystemResolver()
  /// Measures deadlines.
  package var clock: any Clock<Duration> = ContinuousClock()
  /// Tells the time that signatures bear.
  package var now: @Sendable () -> Timestamp = {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
  /// Makes what no other request has: 128 random bits.
  package var nonce: @Sendable () -> String = {
    var generator = SystemRandomNumberGenerator()
    let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    return Base64URL.encode(bytes)
  }

  /// The system's own.
  package init() {}
}
