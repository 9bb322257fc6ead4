import GRDB
import HoldfastModel
import HoldfastStores

/// The two kinds of transactions that remove streams.
///
/// Deleting a stream's frames with it would change a page of the log for each of its writes. Instead the frames of all
/// streams that were removed are swept up together, page by page.
enum Trim {
  /// How many streams one transaction removes.
  static let streamsPerTransaction = 64
  /// How many writes one transaction looks at, of which it deletes those of removed streams.
  static let writesPerTransaction = 2048

  private static let old = """
    SELECT s.stream, s.number, t.first_write, t.last_write FROM streams s JOIN tails t ON t.number = s.number
    WHERE s.state IS NOT NULL AND s.persistence <> 'pending' AND s.ended_at < ? AND NOT EXISTS (
      SELECT 1 FROM effects e INDEXED BY effects_unsettled
      WHERE e.number = s.number AND e.state NOT IN ('confirmed', 'failed', 'compensated'))
    ORDER BY s.ended_at, s.stream LIMIT ?
    """

  private static let ended = """
    SELECT s.stream, s.number, t.first_write, t.last_write FROM streams s JOIN tails t ON t.number = s.number
    WHERE s.stream = ? AND s.state IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM effects e INDEXED BY effects_unsettled
      WHERE e.number = s.number AND e.state NOT IN ('confirmed', 'failed', 'compensated'))
    """

  private static let deleteEffects = "DELETE FROM effects WHERE number = ?"
  private static let deleteStream = "DELETE FROM streams WHERE number = ?"
  private static let deleteTail = "DELETE FROM tails WHERE number = ?"

  private static let widenSweep = """
    INSERT INTO sweep (id, next, last) VALUES (1, ?, ?)
    ON CONFLICT (id) DO UPDATE SET next = min(next, excluded.next), last = max(last, excluded.last)
    """

  private static let sweepRange = "SELECT next, last FROM sweep WHERE id = 1"
  private static let reach = "SELECT id FROM writes WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1 OFFSET ?"

  private static let deleteWrites = """
    DELETE FROM writes
    WHERE id BETWEEN ? AND ? AND NOT EXISTS (SELECT 1 FROM tails WHERE tails.number = writes.number)
    """

  private static let advanceSweep = "UPDATE sweep SET next = ? WHERE id = 1"
  private static let endSweep = "DELETE FROM sweep WHERE id = 1"

  /// Removes streams, and notes where their frames lie.
  static func remove(endedBefore time: Timestamp, limit: Int, in db: Database) throws -> [StreamID] {
    let streams = try db.all(old, [time.stored, limit]) { try Removed(&$0) }
    for stream in streams { try remove(stream, in: db) }
    return streams.map(\.id)
  }

  /// Removes streams that have ended, but for those with an effect that is not settled.
  static func remove(_ streams: [StreamID], in db: Database) throws {
    for name in streams {
      if let stream = try db.first(ended, [name.stored], { try Removed(&$0) }) { try remove(stream, in: db) }
    }
  }

  /// A stream that is removed, and where its frames lie.
  private struct Removed {
    var id: StreamID
    var number: Int64
    var first: Int64?
    var last: Int64?

    init(_ columns: inout ColumnReader) throws {
      id = try columns.id()
      number = try columns.integer()
      first = try columns.optionalInteger()
      last = try columns.optionalInteger()
    }
  }

  private static func remove(_ stream: Removed, in db: Database) throws {
    try db.run(deleteEffects, [stream.number])
    try db.run(deleteStream, [stream.number])
    try db.run(deleteTail, [stream.number])
    if let first = stream.first, let last = stream.last { try db.run(widenSweep, [first, last]) }
  }

  /// Deletes a piece of what is to be swept up.
  ///
  /// - Returns: Whether there is more.
  static func sweep(in db: Database) throws -> Bool {
    let range = try db.first(sweepRange, []) { (next: try $0.integer(), last: try $0.integer()) }
    guard let range else { return false }
    let reach = try db.first(reach, [range.next, range.last, writesPerTransaction - 1]) { try $0.integer() }
    try db.run(deleteWrites, [range.next, reach ?? range.last])
    guard let reach, reach < range.last else {
      try db.run(endSweep)
      return false
    }
    try db.run(advanceSweep, [reach + 1])
    return true
  }
}
