import GRDB
public import HoldfastModel
public import HoldfastStores

extension SQLiteStreamLog {
  private static let release = "UPDATE streams SET owner = NULL WHERE number = ?"

  private static let takeOver = """
    UPDATE streams SET run = ?, owner = ?, epoch = epoch + 1, epoch_start = ? WHERE number = ?
    """

  /// Makes a stream if there is none of that name, owned by `owner` in epoch 1, with its lease running.
  public func create(
    _ header: StreamHeader, run: RunID, owner: NodeID, lease: Duration
  ) async throws -> StreamCreation {
    try await write(touching: header.stream) { [now] db in
      if let record = try StreamRecord.find(header.stream, in: db) { return .exists(record) }
      let record = StreamRecord(
        header: header, run: run, owner: owner, epoch: 1, leaseUntil: now() + lease)
      try record.insert(in: db)
      return .created(record)
    }
  }

  /// Extends the lease, and tells whether an end was requested.
  public func renew(
    _ stream: StreamID, epoch: Int, lease: Duration
  ) async throws -> StreamAcknowledgement {
    try await write(touching: stream) { [now] db in
      var row = try StreamRow.get(stream, in: db)
      try row.check(epoch: epoch)
      try row.checkRunning()
      try row.tail.setLease(row.leaseUntil(now() + lease), in: db)
      return row.acknowledgement
    }
  }

  /// Gives the lease up, so that another node may take over at once.
  ///
  /// Harmless when it is not ours or not there.
  public func release(_ stream: StreamID, epoch: Int) async throws {
    try await write(touching: stream) { [now] db in
      guard var row = try StreamRow.find(stream, in: db), row.epoch == epoch, row.state == nil,
        row.hasOwner
      else { return }
      try db.run(Self.release, [row.number])
      try row.tail.setLease(min(row.tail.leaseUntil, now()), in: db)
    }
  }

  /// Makes a stream ours: raises the epoch, and returns what the log knows of it in the same step.
  public func takeOver(
    _ stream: StreamID, run: RunID, owner: NodeID, lease: Duration, force: Bool
  ) async throws -> StreamTakeOver {
    try await write(touching: stream) { [now] db in
      var row = try StreamRow.get(stream, in: db)
      let now = now()
      guard row.state == nil else { return .ended(try StreamRecord.get(stream, in: db)) }
      guard force || row.tail.leaseUntil <= now else { return .leased(try StreamRecord.get(stream, in: db)) }
      try db.run(Self.takeOver, [run.stored, owner.stored, row.tail.length, row.number])
      try row.tail.setLease(now + lease, in: db)
      return .taken(try StreamRecord.get(stream, in: db))
    }
  }
}
