package import HoldfastModel

/// What is noted of an idempotency key.
package struct KeyNote: Sendable, Hashable {
  /// The key.
  package var key: IdempotencyKey
  /// The stream of the claim that it stands for.
  package var stream: StreamID
  /// When.
  package var notedAt: Timestamp

  /// Makes a note.
  package init(key: IdempotencyKey, stream: StreamID, notedAt: Timestamp) {
    self.key = key
    self.stream = stream
    self.notedAt = notedAt
  }
}
