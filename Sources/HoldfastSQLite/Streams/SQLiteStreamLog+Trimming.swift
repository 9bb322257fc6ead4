import GRDB
public import HoldfastModel

extension SQLiteStreamLog {
  /// Removes whole streams that have ended before a time and whose reply is not `pending`, oldest first.
  ///
  /// Other writes have their turn between its transactions. A stream is gone at once and whole; its frames, which lie
  /// among those of others, are swept up after it, by the next call when this one did not come to its end.
  public func trim(endedBefore time: Timestamp, limit: Int) async throws -> [StreamID] {
    var removed: [StreamID] = []
    while removed.count < limit {
      let wanted = min(Trim.streamsPerTransaction, limit - removed.count)
      let streams = try await file.write { db in try Trim.remove(endedBefore: time, limit: wanted, in: db) }
      removed += streams
      guard streams.count == wanted else { break }
    }
    while try await file.write({ db in try Trim.sweep(in: db) }) {}
    return removed
  }

  /// Removes streams that have ended, whatever became of their replies.
  public func remove(_ streams: [StreamID]) async throws -> [StreamID] {
    let gone = try await file.write { db in
      try Trim.remove(streams, in: db)
      return try streams.filter { try StreamRow.find($0, in: db) == nil }
    }
    while try await file.write({ db in try Trim.sweep(in: db) }) {}
    return gone
  }
}
