import Foundation

/// The time by which something must have happened.
package struct Deadline: Sendable {
  private let end: ContinuousClock.Instant

  /// A time from now on.
  ///
  /// On a busy machine everything takes longer, so it should be generous: only a failure waits for it.
  package static func after(_ duration: Duration) -> Deadline { Deadline(end: .now + duration) }

  /// Long enough for any single step of a test.
  package static var step: Deadline { after(.seconds(30)) }

  /// How many milliseconds are left, for `poll`.
  package var milliseconds: Int32 {
    let left = (end - .now).components
    return Int32(clamping: max(0, left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000))
  }

  package var hasPassed: Bool { end <= .now }

  /// Looks again and again until a condition holds.
  ///
  /// - Throws: ``ProcessFailure`` when the deadline passes first.
  package func poll<Value>(
    _ what: String, every microseconds: UInt32 = 2_000, _ look: () throws -> Value?
  ) throws -> Value {
    while true {
      if let value = try look() { return value }
      if hasPassed { throw ProcessFailure("\(what): it did not happen in time") }
      usleep(microseconds)
    }
  }
}
