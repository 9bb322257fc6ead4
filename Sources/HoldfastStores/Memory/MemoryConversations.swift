import HoldfastModel

/// All that a ``MemoryConversationStore`` holds: a value, changed only by its owner under a lock.
package struct MemoryConversations: Sendable {
  /// What a draft is found by.
  struct DraftKey: Sendable, Hashable {
    var principal: Principal
    var session: SessionID
  }

  var sessions: [SessionID: MemorySession] = [:]
  var drafts: [DraftKey: Draft] = [:]

  /// Claims in the session of the request, which is made when it does not exist.
  mutating func claim(_ request: ClaimRequest) -> ClaimOutcome {
    precondition(request.message.id == request.key.message, "a claim is keyed by its message's id")
    let id = request.key.session
    if let principal = sessions[id]?.record.principal, principal != request.principal {
      return .sessionForbidden
    }
    // A new session takes its first claim whatever it is, so it is never left behind empty.
    return sessions[id, default: MemorySession(startedBy: request)].claim(request)
  }

  /// The sessions of a principal by time and id, falling, after a place.
  func list(of principal: Principal, after place: SessionRecord.PageKey?, limit: Int) -> [SessionRecord] {
    let records = sessions.values.lazy.map(\.record).filter { record in
      record.principal == principal && (place.map { record.pageKey.comes(after: $0) } ?? true)
    }
    return Array(records.sorted { $1.pageKey.comes(after: $0.pageKey) }.prefix(max(0, limit)))
  }

  /// Removes a session and its owner's draft.
  mutating func delete(_ id: SessionID, of principal: Principal) -> Bool {
    guard sessions[id]?.record.principal == principal else { return false }
    sessions[id] = nil
    drafts[DraftKey(principal: principal, session: id)] = nil
    return true
  }
}

extension SessionRecord.PageKey {
  /// Whether this place is further down a list whose newest is first.
  fileprivate func comes(after other: Self) -> Bool { (updatedAt, id) < (other.updatedAt, other.id) }
}
