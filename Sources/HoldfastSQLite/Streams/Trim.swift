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
    WHERE s.state IS NOT NULL AND s.persistence <> 'pending' AND s.ended_at < ?
    ORDER BY s.ended_at, s.stream LIMIT ?
    """

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
    let streams = try db.all(old, [time.stored, limit]) { columns in
      (
        id: try columns.id() as StreamID, number: try columns.integer(),
        first: try columns.optionalInteger(), last: try columns.optionalInteger()
      )
    }
    for stream in streams {
      try db.run(deleteStream, [stream.number])
      try db.run(deleteTail, [stream.number])
      if let first = stream.first, let last = stream.last { try db.run(widenSweep, [first, last]) }
    }
    return streams.map(\.id)
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
