package import HoldfastModel

/// One session with its messages, claims and keys: a value.
///
/// A ``MemoryConversationStore`` holds these. A store that reads a session whole makes one of what it has read, applies
/// the rules to it, and writes what has changed.
package struct MemorySession: Sendable {
  /// `nil` until a first claim has made the session.
  package var head: SessionHead?
  /// By number, so the newest is the last.
  package var claims: [Claim] = []
  /// By place, then by number; live and cut.
  package var segments: [MessageSegment] = []
  /// By the bytes of their names: two that only look alike are two.
  package var keys: [[UInt8]: KeyNote] = [:]
  /// By stream, then by number.
  package var effects: [StreamID: [EffectEntry]] = [:]
  /// In the order in which they were written.
  package var artifacts: [ArtifactRecord] = []
  /// What is left of a session that was deleted.
  package var tombstone: Tombstone?

  /// Makes a session that is not there yet.
  package init() {}

  /// Whether no message was ever stored.
  var isEmpty: Bool { segments.isEmpty }

  var liveSegments: some Collection<MessageSegment> { segments.lazy.filter { $0.cutBy == nil } }

  // MARK: Reading

  /// The live claim of a key.
  package func claim(for key: ClaimKey) -> Claim? { claims.last { $0.key == key && $0.cutBy == nil } }

  /// The newest claim that answers a message or made it, cut or not.
  package func claim(about message: MessageID) -> Claim? {
    claims.last { $0.key.message == message || $0.reply == message }
  }

  /// The live claims that are `claimed`, by place and segment.
  package func unsettledClaims() -> [Claim] {
    claims.filter { $0.state == .claimed && $0.cutBy == nil }.sorted {
      ($0.order, $0.segment) < ($1.order, $1.segment)
    }
  }

  func message(_ id: MessageID) -> StoredMessage? {
    StoredMessage(merging: liveSegments(of: id).map(\.message))
  }

  func messages(after order: Int64, limit: Int) -> [StoredMessage] {
    var places: Set<Int64> = []
    let segments = liveSegments.lazy.map(\.message).filter { $0.order > order }.prefix { segment in
      places.insert(segment.order)
      return places.count <= limit
    }
    return StoredMessage.merging(Array(segments))
  }

  /// Forgets the keys that were noted before a time, so many at the most.
  mutating func removeKeys(notedBefore time: Timestamp, limit: Int) -> Int {
    let old = keys.filter { $0.value.notedAt < time }.sorted { left, right in
      left.value.notedAt == right.value.notedAt
        ? left.key.lexicographicallyPrecedes(right.key) : left.value.notedAt < right.value.notedAt
    }
    for note in old.prefix(limit) { keys[note.key] = nil }
    return min(old.count, limit)
  }
}
