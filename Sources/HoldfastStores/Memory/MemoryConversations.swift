package import HoldfastModel

/// All that a ``MemoryConversationStore`` holds: a value, changed only by its owner under a lock.
package struct MemoryConversations: Sendable {
  /// What a draft is found by.
  struct DraftKey: Sendable, Hashable {
    var principal: Principal
    var session: SessionID
  }

  private(set) var sessions: [SessionID: MemorySession] = [:]
  var drafts: [DraftKey: Draft] = [:]
  package var quotas: [Principal: MemoryQuota] = [:]
  /// What is left of the sessions that were deleted.
  private(set) var tombstones: [SessionID: Tombstone] = [:]

  /// Claims in the session of the request, which is made when it does not exist.
  mutating func claim(_ request: ClaimRequest) -> ClaimOutcome {
    if let tombstone = tombstones[request.session] {
      var deleted = MemorySession()
      deleted.tombstone = tombstone
      return deleted.claim(request)
    }
    let outcome = sessions[request.session, default: MemorySession()].claim(request)
    if sessions[request.session]?.head == nil { sessions[request.session] = nil }
    return outcome
  }

  /// Changes a session, if it is there.
  mutating func change<Value>(_ id: SessionID, _ body: (inout MemorySession) -> Value) -> Value? {
    // Looked for first, and not taken out: a second reference would make the change a copy.
    guard sessions.index(forKey: id) != nil else { return nil }
    return body(&sessions[id, default: MemorySession()])
  }

  /// The sessions of a principal by time and id, falling, after a place.
  func list(of principal: Principal, after place: SessionRecord.PageKey?, limit: Int) -> [SessionRecord] {
    let records = records.filter { record in
      record.principal == principal && (place.map { record.pageKey.comes(after: $0) } ?? true)
    }
    return Array(records.sorted { $1.pageKey.comes(after: $0.pageKey) }.prefix(max(0, limit)))
  }

  /// Removes a session and its owner's draft, and leaves a tombstone.
  mutating func delete(_ id: SessionID, of principal: Principal, now: Timestamp) -> Tombstone? {
    if let tombstone = tombstones[id] { return tombstone.principal == principal ? tombstone : nil }
    guard let session = sessions[id], session.head?.record.principal == principal else { return nil }
    let tombstone = Tombstone(
      session: id, principal: principal, streams: session.claims.map(Tombstone.Stream.init), deletedAt: now)
    tombstones[id] = tombstone
    remove(id, of: principal)
    return tombstone
  }

  private mutating func remove(_ id: SessionID, of principal: Principal) {
    sessions[id] = nil
    drafts[DraftKey(principal: principal, session: id)] = nil
  }

  private var records: [SessionRecord] { sessions.values.compactMap(\.head?.record) }
}

// MARK: - What is left to do

extension MemoryConversations {
  /// Claims whose reply is not saved, made before a time, by time and stream, after one of them.
  func openClaims(createdBefore time: Timestamp, after claim: Claim?, limit: Int) -> [Claim] {
    let claims = sessions.values.lazy.flatMap(\.claims).filter { other in
      other.isOpen && other.createdAt < time && (claim.map { $0.isListed(before: other) } ?? true)
    }
    return Array(claims.sorted { $0.isListed(before: $1) }.prefix(max(0, limit)))
  }

  /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
  func pointed(changedBefore time: Timestamp, after id: SessionID?, limit: Int) -> [SessionRecord] {
    let records = records.filter { record in
      record.activeStream != nil && record.updatedAt < time && (id.map { $0 < record.id } ?? true)
    }
    return Array(records.sorted { $0.id < $1.id }.prefix(max(0, limit)))
  }

  /// Removes sessions, made before a time, in which no message is stored, with their owners' drafts.
  mutating func removeEmpty(createdBefore time: Timestamp, limit: Int) -> [SessionID] {
    let empty = sessions.values.filter(\.isEmpty).compactMap(\.head?.record).filter { $0.createdAt < time }
    let oldest = empty.sorted { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }.prefix(max(0, limit))
    for record in oldest { remove(record.id, of: record.principal) }
    return oldest.map(\.id)
  }

  /// Tombstones whose streams are still to be removed, by session, after one.
  func openTombstones(after session: SessionID?, limit: Int) -> [Tombstone] {
    let open = tombstones.values.filter { tombstone in
      tombstone.isOpen && (session.map { $0 < tombstone.session } ?? true)
    }
    return Array(open.sorted { $0.session < $1.session }.prefix(max(0, limit)))
  }

  /// Notes that the streams of a deleted session are removed.
  mutating func closeTombstone(of session: SessionID) { tombstones[session]?.isOpen = false }

  /// Removes tombstones that are closed and were made before a time.
  mutating func removeTombstones(madeBefore time: Timestamp, limit: Int) -> Int {
    let old = tombstones.values.filter { !$0.isOpen && $0.deletedAt < time }
    let oldest = old.sorted { ($0.deletedAt, $0.session) < ($1.deletedAt, $1.session) }.prefix(max(0, limit))
    for tombstone in oldest { tombstones[tombstone.session] = nil }
    return oldest.count
  }

  /// Removes drafts that last changed before a time.
  mutating func removeDrafts(changedBefore time: Timestamp, limit: Int) -> Int {
    let old = drafts.filter { $0.value.updatedAt < time }.map { (changed: $0.value.updatedAt, key: $0.key) }
    let oldest = old.sorted { left, right in
      (left.changed, left.key.session, left.key.principal.text)
        < (right.changed, right.key.session, right.key.principal.text)
    }
    for draft in oldest.prefix(max(0, limit)) { drafts[draft.key] = nil }
    return min(oldest.count, max(0, limit))
  }

  /// Removes idempotency keys that were noted before a time.
  mutating func removeKeys(notedBefore time: Timestamp, limit: Int) -> Int {
    var removed = 0
    for id in sessions.keys.sorted() where removed < limit {
      removed += sessions[id]?.removeKeys(notedBefore: time, limit: limit - removed) ?? 0
    }
    return removed
  }
}

extension SessionRecord.PageKey {
  /// Whether this place is further down a list whose newest is first.
  fileprivate func comes(after other: Self) -> Bool { (updatedAt, id) < (other.updatedAt, other.id) }
}

extension Claim {
  /// Whether the claim stands before another in the list of open claims.
  fileprivate func isListed(before other: Claim) -> Bool {
    (createdAt, stream) < (other.createdAt, other.stream)
  }
}
