import GRDB
public import HoldfastModel
public import HoldfastStores

extension SQLiteStreamLog {
  private static let expired =
    StreamRecord.columns + """
       WHERE s.state IS NULL AND t.lease_until <= ? ORDER BY t.lease_until, s.stream LIMIT ?
      """

  private static let running = StreamRecord.columns + " WHERE s.state IS NULL ORDER BY s.stream LIMIT ?"

  private static let unsaved =
    StreamRecord.columns + """
       WHERE s.state IS NOT NULL AND s.persistence = 'pending' ORDER BY s.stream LIMIT ?
      """

  /// What the log knows of a stream.
  public func record(of stream: StreamID) async throws -> StreamRecord? {
    try await file.read { db in try StreamRecord.find(stream, in: db) }
  }

  /// What the log knows of some streams, of one moment; those that are not there are left out.
  public func records(of streams: [StreamID]) async throws -> [StreamRecord] {
    try await file.read { db in try streams.compactMap { try StreamRecord.find($0, in: db) } }
  }

  /// The frames from a position on, in order: at least one if there is one, then as many as fit `maximumBytes` of
  /// data.
  public func read(
    _ stream: StreamID, from position: Int, maximumBytes: Int
  ) async throws -> [Frame] {
    precondition(position >= 0, "positions count from 0")
    return try await file.read { db in
      let row = try StreamRow.get(stream, in: db)
      return try WriteChain(db: db, tail: row.tail).frames(from: position, maximumBytes: maximumBytes)
    }
  }

  /// Running streams whose lease has run out, longest ago first.
  public func expired(limit: Int) async throws -> [StreamRecord] {
    try await file.read { [now] db in
      try db.all(Self.expired, [now().stored, max(0, limit)]) { try StreamRecord(&$0) }
    }
  }

  /// Running streams, by name.
  public func running(limit: Int) async throws -> [StreamRecord] {
    try await file.read { db in try db.all(Self.running, [max(0, limit)]) { try StreamRecord(&$0) } }
  }

  /// Ended streams whose reply is still `pending`, by name.
  public func unsaved(limit: Int) async throws -> [StreamRecord] {
    try await file.read { db in try db.all(Self.unsaved, [max(0, limit)]) { try StreamRecord(&$0) } }
  }
}
