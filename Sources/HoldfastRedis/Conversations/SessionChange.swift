#if Redis
  import HoldfastModel
  import HoldfastStores

  /// What a write has changed of a session, as the commands that write it.
  struct SessionChange {
    /// The keys of ``ConversationBucket/allKeys(of:principal:)``, as Lua counts them.
    private enum Key: Int {
      case head = 1
      case claims, places, contents, notes, draft, sessions, open, pointed, noted, drafted
      case effects, artifacts, tombstone, buried
    }

    /// The commands, as ``ConversationScripts/commit`` takes them.
    private(set) var writes: [[UInt8]] = []

    /// What makes one session of another; nothing when they are the same.
    ///
    /// - Throws: `refused` when something is larger than any value may be.
    init(from old: MemorySession, to new: MemorySession) throws(StoreError) {
      guard let head = new.head else { return }
      if head != old.head { try write(head) }
      try writeClaims(from: old, to: new)
      try writeSegments(from: old, to: new)
      for (name, note) in new.keys where note != old.keys[name] {
        add("HSET", .notes, name, try note.stored)
        add("ZADD", .noted, Self.number(note.notedAt), note.indexName(in: head.record.id))
      }
      for (stream, entries) in new.effects {
        let before = old.effects[stream] ?? []
        for entry in entries where !before.contains(entry) {
          add("HSET", .effects, entry.field(of: stream), try entry.stored)
        }
      }
      for (place, artifact) in new.artifacts.enumerated().dropFirst(old.artifacts.count) {
        add("HSET", .artifacts, artifact.field, try artifact.stored(at: place))
      }
    }

    /// What takes a session out of the indexes, and leaves its tombstone.
    init(deleting old: MemorySession, leaving tombstone: Tombstone) throws(StoreError) {
      guard let head = old.head else { return }
      add("HSET", .tombstone, Self.word("body"), try tombstone.stored)
      add("HSET", .tombstone, Self.word("open"), Self.word("1"))
      add("ZADD", .buried, Self.word("0"), Array(head.record.id.rawValue.utf8))
      let id = Array(head.record.id.rawValue.utf8)
      add("ZREM", .sessions, id)
      add("ZREM", .pointed, id)
      for claim in old.claims where claim.isOpen { add("ZREM", .open, claim.openName) }
      for note in old.keys.values { add("ZREM", .noted, note.indexName(in: head.record.id)) }
      add("ZREM", .drafted, ConversationBucket.draftName(of: head.record.principal, for: head.record.id))
    }

    private mutating func write(_ head: SessionHead) throws(StoreError) {
      let (record, id) = (head.record, Array(head.record.id.rawValue.utf8))
      let (updated, owner) = (Self.number(record.updatedAt), Array(record.principal.text.utf8))
      add("HSET", .head, Self.word("record"), try head.stored)
      add("HSET", .head, Self.word("owner"), owner)
      add("HSET", .head, Self.word("updated"), updated)
      add("ZADD", .sessions, updated, id)
      if record.activeStream == nil {
        add("ZREM", .pointed, id)
      } else {
        add("ZADD", .pointed, Self.word("0"), id)
      }
    }

    private mutating func writeClaims(from old: MemorySession, to new: MemorySession) throws(StoreError) {
      var before: [StreamID: Claim] = [:]
      for claim in old.claims { before[claim.stream] = claim }
      for claim in new.claims where claim != before[claim.stream] {
        add("HSET", .claims, Array(claim.stream.rawValue.utf8), try claim.stored)
        let wasOpen = before[claim.stream]?.isOpen ?? false
        if claim.isOpen, !wasOpen {
          add("ZADD", .open, Self.number(claim.createdAt), claim.openName)
        } else if !claim.isOpen, wasOpen {
          add("ZREM", .open, claim.openName)
        }
      }
    }

    private mutating func writeSegments(from old: MemorySession, to new: MemorySession) throws(StoreError) {
      var before: [[UInt8]: MessageSegment] = [:]
      for segment in old.segments { before[segment.field] = segment }
      for segment in new.segments {
        let known = before[segment.field]
        if known == nil || known?.cutBy != segment.cutBy {
          add("HSET", .places, segment.field, try segment.storedPlace)
        }
        if known?.message != segment.message {
          add("HSET", .contents, segment.field, try segment.storedContent)
        }
      }
    }

    private mutating func add(_ command: String, _ key: Key, _ arguments: [UInt8]...) {
      writes += [Self.word(command), [UInt8](decimal: key.rawValue), [UInt8](decimal: arguments.count)]
      writes += arguments
    }

    private static func word(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func number(_ time: Timestamp) -> [UInt8] { [UInt8](decimal: time.milliseconds) }
  }
#endif
