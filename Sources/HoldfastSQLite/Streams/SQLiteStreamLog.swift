import GRDB
public import HoldfastModel
public import HoldfastStores

/// The stream log in one SQLite file, `streams.sqlite`.
///
/// All writes of a call to ``append(_:)`` share one commit, so it costs one sync, however many streams write. A write
/// runs to its end when its task is cancelled, and its true outcome is what the caller gets. Reads go on beside writes;
/// a cancelled one throws `CancellationError`.
///
/// Leases are judged at the moment at which a call has its turn, so that waiting for one shortens no lease.
public final class SQLiteStreamLog: StreamLog {
  package let file: DatabaseFile
  let bell = EndRequestBell()
  let rows = StreamRows()
  let now: @Sendable () -> Timestamp

  /// Opens the log, makes it when there is none, and brings it up to date.
  ///
  /// Blocks meanwhile.
  ///
  /// - Parameters:
  ///   - directory: Where the file is.
  ///   - durability: What an acknowledged write survives.
  ///   - now: The log's own clock, by which leases are judged.
  /// - Throws: ``SchemaError`` for a file that is newer than the program or not ours; `StoreError`.
  public convenience init(
    directory: DataDirectory, durability: Durability, now: @escaping @Sendable () -> Timestamp
  ) throws {
    let file = try DatabaseFile(.streams, in: directory, durability: durability)
    self.init(file: file, now: now)
  }

  /// Makes the log of an open file.
  package init(file: DatabaseFile, now: @escaping @Sendable () -> Timestamp) {
    self.file = file
    self.now = now
  }

  /// Writes in one transaction that changes one stream.
  func write<Value: Sendable>(
    touching stream: StreamID, _ body: @escaping @Sendable (Database) throws -> Value
  ) async throws -> Value {
    try await file.withWriter { [rows] db, gate in
      try rows.transact(db, touching: [stream]) { try gate.transact(db, body) }
    }
  }

  /// Whether the disk has failed a write: the log takes none until the program starts anew, but reads go on.
  public var isPoisoned: Bool { file.gate.isPoisoned }

  /// Proves that the log takes writes.
  public func checkHealth() async throws { try await file.checkHealth() }
}
