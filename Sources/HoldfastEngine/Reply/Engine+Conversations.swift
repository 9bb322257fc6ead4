public import HoldfastModel
public import HoldfastStores
import Logging

extension Engine {
  /// A session of a principal; `nil` when there is none, or it is somebody else's.
  public func session(_ id: SessionID, of principal: Principal) async throws -> SessionRecord? {
    let session = try await storeCall { try await self.context.conversations[principal].session(id) }
    return session?.principal == principal ? session : nil
  }

  /// The sessions of a principal, newest first.
  public func sessions(
    of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
  ) async throws -> [SessionRecord] {
    try await storeCall {
      try await self.context.conversations[principal].sessions(of: principal, after: place, limit: limit)
    }
  }

  /// Ends what runs in a session, then removes the session.
  ///
  /// - Returns: Whether there was one.
  public func deleteSession(_ id: SessionID, of principal: Principal) async throws -> Bool {
    guard try await session(id, of: principal) != nil else { return false }
    _ = try await stop(.active, in: id, of: principal)
    let (now, conversations) = (context.environment.now(), context.conversations[principal])
    let tombstone = try await storeCall {
      try await conversations.deleteSession(id, of: principal, now: now)
    }
    guard let tombstone else { return false }
    do { try await Deletions(context: context, conversations: conversations).finish(tombstone) } catch {
      // The session is gone, and the reconciler removes the rest.
      context.logger.info("a deleted session has left something", metadata: ["error": "\(error)"])
    }
    return true
  }

  /// The draft that a principal keeps for a session.
  public func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
    try await storeCall { try await self.context.conversations[principal].draft(of: principal, for: session) }
  }

  /// Keeps a draft; forgets it when the text is empty.
  public func saveDraft(_ text: String, of principal: Principal, for session: SessionID) async throws {
    let draft = Draft(text: text, updatedAt: context.environment.now())
    try await storeCall {
      if text.isEmpty {
        try await self.context.conversations[principal].deleteDraft(of: principal, for: session)
      } else {
        try await self.context.conversations[principal].saveDraft(draft, of: principal, for: session)
      }
    }
  }

  /// The state of a stream of a principal; `nil` when there is none, or it is somebody else's.
  public func streamRecord(_ stream: StreamID, of principal: Principal) async throws -> StreamRecord? {
    let record = try await storeCall(.streamLog) { try await self.context.log.record(of: stream) }
    return record?.header.principal == principal ? record : nil
  }

  /// Whether a stream's owner is known to be alive.
  public func isOwnerAlive(_ record: StreamRecord) -> Bool {
    record.state == nil && (inbox(of: record.stream) != nil || record.leaseUntil > context.environment.now())
  }

  /// Some frames of a stream, from a position on.
  ///
  /// The caller has checked whose it is.
  public func frames(of stream: StreamID, from position: Int) async throws -> [Frame] {
    try await storeCall(.streamLog) {
      try await self.context.log.read(
        stream, from: position, maximumBytes: self.context.configuration.readBatchBytes)
    }
  }

  /// Proves that a conversation store takes writes, named as in ``conversationComponents``.
  ///
  /// - Throws: ``StoreError``, which says why not.
  public func checkConversations(of component: String) async throws {
    for (name, store) in context.conversations.byComponent where name == component {
      try await store.checkHealth()
    }
  }

  /// The names of the conversation stores, for operators.
  public var conversationComponents: [String] { context.conversations.byComponent.map(\.component) }

  /// Proves that the stream log takes writes.
  ///
  /// - Throws: ``StoreError``, which says why not.
  public func checkStreamLog() async throws { try await context.log.checkHealth() }
}
