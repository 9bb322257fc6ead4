public import HoldfastStores

/// The conversation store in one SQLite file, `conversations.sqlite`.
///
/// Every write is one transaction on the one connection that writes, so calls about a session are serial, and durable
/// as ``Durability`` says when they return. A write runs to its end when its task is cancelled, and its true outcome is
/// what the caller gets. Reads go on beside writes; a cancelled one throws `CancellationError`.
public final class SQLiteConversationStore: ConversationStore {
  package let file: DatabaseFile

  /// Opens the store, makes it when there is none, and brings it up to date.
  ///
  /// Blocks meanwhile.
  ///
  /// - Throws: ``SchemaError`` for a file that is newer than the program or not ours; `StoreError`.
  public init(directory: DataDirectory, durability: Durability) throws {
    file = try DatabaseFile(.conversations, in: directory, durability: durability)
  }

  /// Whether the disk has failed a write: the store takes none until the program starts anew, but reads go on.
  public var isPoisoned: Bool { file.gate.isPoisoned }

  /// Proves that the store takes writes.
  public func checkHealth() async throws { try await file.checkHealth() }
}
