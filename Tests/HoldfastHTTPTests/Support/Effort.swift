import Foundation

/// How much the tests try: a little every time, and much more with `HOLDFAST_TEST_LONG=1` (`make test-long`).
enum Effort {
  private static let isLong = ProcessInfo.processInfo.environment["HOLDFAST_TEST_LONG"] == "1"

  /// The numbers of the tries to make, from 1; they are also the seeds.
  static func tries<Number: FixedWidthInteger>(_ usual: Number, long: Number) -> ClosedRange<Number> {
    1...(isLong ? long : usual)
  }
}
