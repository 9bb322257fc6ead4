/// A session with its counters.
package struct SessionHead: Sendable, Hashable {
  /// The session.
  package var record: SessionRecord
  /// The highest place that was ever used, by what is cut too; 0 when no message was ever stored.
  package var lastPlace: Int64
  /// The number of the newest claim.
  package var lastNumber: Int64

  /// Makes a head.
  package init(record: SessionRecord, lastPlace: Int64 = 0, lastNumber: Int64 = 0) {
    self.record = record
    self.lastPlace = lastPlace
    self.lastNumber = lastNumber
  }
}
