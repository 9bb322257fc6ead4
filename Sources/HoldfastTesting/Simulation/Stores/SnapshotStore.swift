package import HoldfastStores

/// A store that can be copied as a whole: what a simulated store is made of.
package protocol SnapshotStore: AnyObject, Sendable {
  associatedtype Contents: Sendable
  /// All that it holds.
  var contents: Contents { get set }
}

extension MemoryConversationStore: SnapshotStore {}

extension MemoryStreamLog: SnapshotStore {}
