import GRDB
import HoldfastModel
import HoldfastStores

/// What a transaction does with one write to one stream.
///
/// A write is judged before anything of it is written, so one that is refused leaves nothing behind and hinders no
/// other of the same commit.
struct AppendTransaction {
  let db: Database
  let rows: StreamRows
  let write: StreamAppend
  let now: Timestamp

  private static let outcome = "UPDATE streams SET outcome = ?, outcome_epoch = ? WHERE number = ?"
  private static let end = "UPDATE streams SET state = ?, ended_at = ? WHERE number = ?"

  /// Takes the write.
  ///
  /// - Throws: `StoreError` when the write is refused; SQLite's error when the whole commit fails.
  func run() throws -> StreamAcknowledgement {
    var (row, isRepeat) = try judge()
    if !isRepeat {
      try take(&row)
    } else if row.state == nil {
      try row.tail.setLease(leaseUntil(row), in: db)
    }
    // What else a write changes is read anew by the next one.
    if write.outcome == nil, write.end == nil { rows.put(row) } else { rows.drop(row.stream) }
    return row.acknowledgement
  }

  /// Reads the stream, and refuses what must not be written.
  private func judge() throws -> (row: StreamRow, isRepeat: Bool) {
    do {
      let row = try rows.get(write.stream, in: db)
      try row.check(epoch: write.epoch)
      let isRepeat = try isRepeat(of: row)
      if !isRepeat { try check(against: row) }
      return (row, isRepeat)
    } catch DatabaseError.SQLITE_CORRUPT {
      // Nothing of this write is written yet, so damage that concerns it alone is no other's.
      throw StoreError(.damaged, "what is there of stream \(write.stream) cannot be read")
    }
  }

  private func leaseUntil(_ row: StreamRow) -> Timestamp { row.leaseUntil(now + write.lease) }

  /// Whether all that the write asks for is there, from this epoch.
  private func isRepeat(of row: StreamRow) throws -> Bool {
    // A write of nothing is no repeat of anything: it is judged like a new one.
    guard !write.frames.isEmpty || write.outcome != nil || write.end != nil || !write.effects.isEmpty,
      write.first >= row.epochStart, write.first + write.frames.count <= row.tail.length,
      write.outcome == nil || (write.outcome == row.outcome && row.outcomeEpoch == write.epoch),
      write.end == nil || write.end == row.state
    else { return false }
    if !write.effects.isEmpty {
      let ledger = try EffectEntry.ledger(ofStream: row.number, in: db)
      guard write.effects.allSatisfy(ledger.contains) else { return false }
    }
    guard !write.frames.isEmpty else { return true }
    let bytes = write.frames.reduce(0) { $0 + $1.data.count }
    let there = try WriteChain(db: db, tail: row.tail).frames(from: write.first, maximumBytes: bytes)
    return there.prefix(write.frames.count).elementsEqual(write.frames)
  }

  private func check(against row: StreamRow) throws(StoreError) {
    try row.checkRunning()
    if row.outcome != nil, !write.isLedgerOnly, write.end == nil || write.outcome != nil {
      throw StoreError(.outcomeSet, "stream \(write.stream) has its outcome")
    }
    guard write.first == row.tail.length, write.isConsecutive else {
      throw StoreError(
        .positionConflict, "position \(write.first) of stream \(write.stream) is not \(row.tail.length)")
    }
    guard write.end == nil || row.outcome != nil || write.outcome != nil else {
      throw StoreError(.refused, "stream \(write.stream) cannot end without an outcome")
    }
  }

  private func take(_ row: inout StreamRow) throws {
    // All checks of size, here and of the frames, come before the first statement.
    let outcome = try StoredJSON.text(write.outcome?.json)
    let effects = try write.effects.map { (entry: $0, body: try StoredJSON.text($0.json)) }
    let leaseUntil = write.end == nil ? leaseUntil(row) : row.tail.leaseUntil
    try row.tail.append(write.frames, leaseUntil: leaseUntil, in: db)
    for effect in effects { try effect.entry.save(effect.body, ofStream: row.number, in: db) }
    if let outcome { try db.run(Self.outcome, [outcome, write.epoch, row.number]) }
    if let end = write.end { try db.run(Self.end, [end.rawValue, now.stored, row.number]) }
  }
}

extension StreamAppend {
  /// Whether the frames count on from the first position.
  fileprivate var isConsecutive: Bool {
    frames.enumerated().allSatisfy { offset, frame in frame.position == first + offset }
  }
}
