import Foundation

/// How much the tests try: a little every time, and much more with `HOLDFAST_TEST_LONG=1` (`make test-long`).
enum Effort {
  private static let isLong = ProcessInfo.processInfo.environment["HOLDFAST_TEST_LONG"] == "1"

  /// What a test takes that cannot be counted in tries: little every time, more in the long run.
  static func of<Value>(_ usual: Value, long: Value) -> Value { isLong ? long : usual }

  /// The numbers of the tries to make, from 1; they are also the seeds.
  static func tries<Number: FixedWidthInteger>(_ usual: Number, long: Number) -> ClosedRange<Number> {
    1...(isLong ? long : usual)
  }
}
