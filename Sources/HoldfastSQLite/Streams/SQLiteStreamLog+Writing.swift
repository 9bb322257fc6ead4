import GRDB
public import HoldfastModel
public import HoldfastStores

extension SQLiteStreamLog {
  private static let requestEnd = "UPDATE streams SET requested_end = ? WHERE number = ?"

  private static let mark = """
    UPDATE streams SET persistence = ?1
    WHERE number = ?2 AND (persistence = 'pending' OR (persistence = 'refused' AND ?1 = 'saved'))
    """

  /// Takes writes to any number of streams, in one commit, with a result for each in the same order.
  ///
  /// One that is refused does not hinder the others. When the commit fails, or SQLite fails in the middle, every result
  /// is that error, also those of writes that would have been refused.
  public func append(_ batch: [StreamAppend]) async -> [Result<StreamAcknowledgement, any Error>] {
    guard !batch.isEmpty else { return [] }
    do {
      return try await file.withWriter { [now, rows] db, gate in
        try Self.take(batch, at: now, rows, through: gate, in: db)
      }
    } catch {
      return batch.map { _ in .failure(error) }
    }
  }

  /// Takes what has gathered, and what gathers meanwhile, for as long as nobody else wants to write to the file.
  public func append(from source: any AppendSource) async {
    await file.writeInTurn { [now, rows] db, gate in
      let batch = source.take()
      guard !batch.isEmpty else { return false }
      let results = Result { try Self.take(batch, at: now, rows, through: gate, in: db) }
      switch results {
      case .success(let results): source.answer(results)
      case .failure(let error): source.answer(batch.map { _ in .failure(error) })
      }
      return true
    }
  }

  private static func take(
    _ batch: [StreamAppend], at now: () -> Timestamp, _ rows: StreamRows, through gate: WriteGate,
    in db: Database
  ) throws -> [Result<StreamAcknowledgement, any Error>] {
    try rows.transact(db) {
      try gate.transact(db) { db in
        let now = now()
        return try batch.map { write in
          do {
            return .success(try AppendTransaction(db: db, rows: rows, write: write, now: now).run())
          } catch let error as StoreError {
            return .failure(error)
          }
        }
      }
    }
  }

  /// Asks the owner to end a stream.
  ///
  /// The first request counts; after the outcome none does.
  public func requestEnd(_ stream: StreamID, _ request: EndRequest) async throws -> StreamRecord {
    let record = try await write(touching: stream) { db in
      let row = try StreamRow.get(stream, in: db)
      if row.outcome == nil, row.requestedEnd == nil {
        try db.run(Self.requestEnd, [request.rawValue, row.number])
      }
      return try StreamRecord.get(stream, in: db)
    }
    if record.outcome == nil, let owner = record.owner { bell.ring(stream, for: owner) }
    return record
  }

  /// The streams of a node whose end is asked for, as it happens.
  public func endRequests(to owner: NodeID) -> AsyncStream<StreamID> { bell.listen(owner) }

  /// Notes what became of the reply in the conversation store.
  public func mark(_ stream: StreamID, _ persistence: StreamRecord.Persistence) async throws {
    try await write(touching: stream) { db in
      let row = try StreamRow.get(stream, in: db)
      try db.run(Self.mark, [persistence.rawValue, row.number])
    }
  }
}
