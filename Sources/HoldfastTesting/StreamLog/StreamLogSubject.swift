public import HoldfastStores

/// A stream log under test, and its clock.
public struct StreamLogSubject: Sendable {
  /// The log, which holds nothing.
  public let log: any StreamLog
  /// Lets the log's own clock go on by a duration.
  ///
  /// Cases move it by less than a minute. A log whose clock cannot be set may wait instead.
  public let advance: @Sendable (Duration) async throws -> Void

  /// Makes a subject.
  public init(log: any StreamLog, advance: @escaping @Sendable (Duration) async throws -> Void) {
    self.log = log
    self.advance = advance
  }

  /// Makes a subject of a log whose clock is a ``ManualTime``.
  public init(log: any StreamLog, time: ManualTime) {
    self.init(log: log) { time.advance(by: $0) }
  }
}
