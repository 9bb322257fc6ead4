public import HoldfastModel
public import HoldfastStores

extension Engine {
  /// A session of a principal; `nil` when there is none, or it is somebody else's.
  public func session(_ id: SessionID, of principal: Principal) async throws -> SessionRecord? {
    let session = try await storeCall { try await self.context.conversations.session(id) }
    return session?.principal == principal ? session : nil
  }

  /// The sessions of a principal, newest first.
  public func sessions(
    of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
  ) async throws -> [SessionRecord] {
    try await storeCall {
      try await self.context.conversations.sessions(of: principal, after: place, limit: limit)
    }
  }

  /// A page of a session's messages.
  public struct MessagePage: Sendable {
    /// The messages, oldest first.
    public var messages: [StoredMessage]
    /// The order after which the next page goes on; `nil` on the last one.
    public var next: Int64?
  }

  /// The messages of a session, oldest first.
  ///
  /// The caller has checked whose it is.
  ///
  /// A reply whose stream has not ended in the log is left out: it is read as a stream. When it is a continuation, the
  /// message is listed as it was before. When the log does not answer, all is listed.
  public func messages(in session: SessionID, after order: Int64, limit: Int) async throws -> MessagePage {
    let stored = try await storeCall {
      try await self.context.conversations.messages(in: session, after: order, limit: limit)
    }
    let running = try await runningStreams(among: stored.compactMap(\.stream))
    var listed: [StoredMessage] = []
    for message in stored {
      guard let record = running.first(where: { $0.stream == message.stream }) else {
        listed.append(message)
        continue
      }
      if record.header.segment > 0 {
        listed.append(try await storeCall { try await before(record, message) })
      }
    }
    return MessagePage(messages: listed, next: stored.count == limit ? stored.last?.order : nil)
  }

  private func runningStreams(among streams: [StreamID]) async throws -> [StreamRecord] {
    guard !streams.isEmpty else { return [] }
    do {
      return try await context.log.records(of: streams).filter { $0.state == nil }
    } catch is StoreError {
      return []
    }
  }

  /// What the message of a continuation held before it.
  func earlierParts(of record: StreamRecord) async throws -> [MessagePart] {
    let reply = record.header.reply
    guard let stored = try await context.conversations.message(reply, in: record.header.session) else {
      return []
    }
    return stored.stream == record.stream
      ? try await before(record, stored).message.parts : stored.message.parts
  }

  /// A message whose newest segment is a stream's, without that segment.
  private func before(_ record: StreamRecord, _ message: StoredMessage) async throws -> StoredMessage {
    let segment = try await LogReading.assemble(
      record, from: context.log, pageBytes: context.configuration.readBatchBytes)
    var earlier = message
    earlier.message.parts = message.message.parts.dropLast(segment.messageParts.count)
    earlier.status = .complete
    return earlier
  }

  /// Ends what runs in a session, then removes the session.
  ///
  /// - Returns: Whether there was one.
  public func deleteSession(_ id: SessionID, of principal: Principal) async throws -> Bool {
    guard try await session(id, of: principal) != nil else { return false }
    _ = try await stop(.active, in: id, of: principal)
    return try await storeCall { try await self.context.conversations.deleteSession(id, of: principal) }
  }

  /// The draft that a principal keeps for a session.
  public func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
    try await storeCall { try await self.context.conversations.draft(of: principal, for: session) }
  }

  /// Keeps a draft; forgets it when the text is empty.
  public func saveDraft(_ text: String, of principal: Principal, for session: SessionID) async throws {
    let draft = Draft(text: text, updatedAt: context.environment.now())
    try await storeCall {
      if text.isEmpty {
        try await self.context.conversations.deleteDraft(of: principal, for: session)
      } else {
        try await self.context.conversations.saveDraft(draft, of: principal, for: session)
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

  /// Proves that the conversation store takes writes.
  ///
  /// - Throws: ``StoreError``, which says why not.
  public func checkConversations() async throws { try await context.conversations.checkHealth() }

  /// Proves that the stream log takes writes.
  ///
  /// - Throws: ``StoreError``, which says why not.
  public func checkStreamLog() async throws { try await context.log.checkHealth() }
}
