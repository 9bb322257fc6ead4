public import HoldfastModel
import HoldfastStores

extension Engine {
  /// Picks a reply up again.
  ///
  /// - Parameters:
  ///   - cursor: The last frame that the client has; without one, the active stream is read from its first frame.
  ///   - replacesMessages: Whether the client replaces a message of the same id, so that a reply that has just ended
  ///     can be replayed to it.
  /// - Returns: The reply; `nil` when there is nothing to resume, which is also the answer for a session that does not
  ///   exist or is somebody else's.
  /// - Throws: ``ChatError``; `CancellationError`.
  public func resume(
    _ session: SessionID, of principal: Principal, after cursor: Cursor?, replacesMessages: Bool
  ) async throws -> ReplyHandle? {
    try await countingResume {
      try await self.resumed(session, of: principal, after: cursor, replacesMessages: replacesMessages)
    }
  }

  private func resumed(
    _ session: SessionID, of principal: Principal, after cursor: Cursor?, replacesMessages: Bool
  ) async throws -> ReplyHandle? {
    guard
      let stored = try await resumeCall({ try await self.context.conversations[principal].session(session) })
    else { return nil }
    guard stored.principal == principal else { throw ResumeDenied() }
    if let cursor { return try await resume(session, of: principal, after: cursor) }
    if let active = stored.activeStream {
      guard let record = try await activeRecord(active, in: stored) else { return nil }
      if record.state == nil { return try await handle(for: record, from: nil) }
    }
    let claim = try await resumeCall {
      try await self.context.conversations[principal].lastClaim(in: session)
    }
    guard let claim else { return nil }
    if claim.state == .unlogged { throw ChatError.resumeUnavailable("the reply goes on without a stream") }
    guard replacesMessages, let last = try await record(of: claim.stream) else { return nil }
    let isRecent = last.endedAt.map { context.environment.now() - context.configuration.replayAfterEnd < $0 }
    guard last.state == nil || last.persistence != .saved || isRecent == true else { return nil }
    return try await handle(for: last, from: nil)
  }

  /// Reads a stream of a session by the index of its frames.
  ///
  /// - Parameters:
  ///   - name: A stream or a session; of a session the active or else the newest stream is meant.
  ///   - startIndex: The first frame, counted from 0, or from the end when negative.
  /// - Returns: The reply and the index of its last frame so far; `nil` when there is none.
  /// - Throws: ``ChatError``; `CancellationError`.
  public func resume(
    named name: String, of principal: Principal, startIndex: Int
  ) async throws -> (handle: ReplyHandle, tailIndex: Int)? {
    try await countingResume {
      try await self.resumed(named: name, of: principal, startIndex: startIndex)
    }
  }

  private func resumed(
    named name: String, of principal: Principal, startIndex: Int
  ) async throws -> (handle: ReplyHandle, tailIndex: Int)? {
    guard let record = try await record(named: name, of: principal) else { return nil }
    let position = startIndex >= 0 ? startIndex : max(0, record.length + startIndex)
    guard position <= record.length else {
      throw ChatError.cursorInvalid("startIndex is beyond the end of the stream")
    }
    if let state = record.state, state != .finished, position == record.length {
      throw ChatError.streamGone(session: record.header.session, stream: record.stream)
    }
    return (try await handle(for: record, from: position), record.length - 1)
  }

  private func record(named name: String, of principal: Principal) async throws -> StreamRecord? {
    let id = SessionID(rawValue: name)
    let session = try await resumeCall { try await self.context.conversations[principal].session(id) }
    // Session ids are the clients' choice: somebody else's session does not hide a stream of this name.
    if let session, session.principal == principal {
      if let active = session.activeStream, let record = try await activeRecord(active, in: session) {
        return record
      }
      return try await lastRecord(of: id, of: principal)
    }
    guard let record = try await record(of: StreamID(rawValue: name)), record.header.principal == principal
    else { return nil }
    return record
  }

  private func resume(_ session: SessionID, of principal: Principal, after cursor: Cursor) async throws
    -> ReplyHandle
  {
    guard let record = try await record(of: cursor.stream) else {
      let claim = try await resumeCall {
        try await self.context.conversations[principal].claim(of: cursor.stream, in: session)
      }
      guard claim != nil else { throw ChatError.cursorInvalid("the cursor is of no stream of this session") }
      throw ChatError.streamGone(session: session, stream: cursor.stream)
    }
    guard record.header.session == session else {
      throw ChatError.cursorInvalid("the cursor is of no stream of this session")
    }
    return try await handle(for: record, from: try await position(after: cursor, in: record))
  }

  /// The stream that a session's pointer names, waiting for one that is claimed and not yet registered.
  private func activeRecord(_ stream: StreamID, in session: SessionRecord) async throws -> StreamRecord? {
    if let record = try await record(of: stream) { return record }
    let claim = try await resumeCall {
      try await self.context.conversations[session.principal].claim(of: stream, in: session.id)
    }
    switch claim?.state {
    case nil, .settled, .ended, .abandoned: return nil
    case .unlogged: throw ChatError.resumeUnavailable("the reply goes on without a stream")
    case .claimed: break
    }
    if let claim, try await waitForStream(of: claim), let record = try await record(of: stream) {
      return record
    }
    throw ChatError.resumeUnavailable("the reply is claimed and not yet registered")
  }

  private func lastRecord(of session: SessionID, of principal: Principal) async throws -> StreamRecord? {
    guard
      let claim = try await resumeCall({
        try await self.context.conversations[principal].lastClaim(in: session)
      })
    else { return nil }
    return try await record(of: claim.stream)
  }

  /// A reply from a position on; without one it is read as a whole, earlier parts of its message included.
  private func handle(for record: StreamRecord, from position: Int?) async throws -> ReplyHandle {
    let reader = try await reader(of: record.stream, from: position ?? 0)
    return ReplyHandle(
      session: record.header.session, stream: record.stream, reply: record.header.reply, isRepeat: false,
      resent: position == nil ? try await earlierChunks(of: record) : [], dialect: record.header.dialect,
      content: .stream(reader))
  }

  /// What the message of a continuation held before it, as chunks.
  func earlierChunks(of record: StreamRecord) async throws -> [Chunk] {
    guard record.header.segment > 0 else { return [] }
    return PartChunks.chunks(for: try await resumeCall { try await self.earlierParts(of: record) })
  }

  /// The position after a cursor, when the cursor names a frame of this stream.
  ///
  /// - Throws: `CURSOR_INVALID`; never a guessed position.
  func position(after cursor: Cursor, in record: StreamRecord) async throws -> Int {
    guard cursor.position < record.length else {
      throw ChatError.cursorInvalid("the cursor is beyond the end of the stream")
    }
    let frame = try await resumeCall {
      try await self.context.log.read(record.stream, from: cursor.position, maximumBytes: 1).first
    }
    guard frame?.seal == cursor.seal else { throw ChatError.cursorInvalid("the cursor's seal is wrong") }
    return cursor.position + 1
  }

  /// A reader from a position on: of what runs here, of what another node fills, or of what has ended.
  ///
  /// A stream that is ours and not live yet is being launched: it is waited for.
  func reader(of stream: StreamID, from position: Int) async throws -> ReplyReader {
    var waited = Duration.zero
    let step = Duration.milliseconds(10)
    while true {
      if let live = context.hub.stream(stream) { return makeReader(of: stream, from: position, live: live) }
      guard let record = try await record(of: stream), record.state == nil else {
        return makeReader(of: stream, from: position)
      }
      guard record.owner == node, waited < context.configuration.registrationWait else {
        return makeReader(of: stream, from: position, following: follow(record))
      }
      try await context.environment.clock.sleep(for: step)
      waited += step
    }
  }

  private func makeReader(
    of stream: StreamID, from position: Int, live: LiveStream? = nil, following: Following? = nil
  ) -> ReplyReader {
    ReplyReader(
      stream: stream, position: position, live: live, following: following, log: context.log,
      batchBytes: context.configuration.readBatchBytes, now: context.environment.now)
  }

  /// What the log knows of a stream.
  ///
  /// - Throws: 503 `RESUME_UNAVAILABLE` when the log does not answer.
  func record(of stream: StreamID) async throws -> StreamRecord? {
    try await resumeCall { try await self.context.log.record(of: stream) }
  }

  private func resumeCall<Value>(_ call: () async throws -> Value) async throws -> Value {
    do { return try await call() } catch let error as StoreError {
      throw ChatError.resumeUnavailable("a store did not answer: \(error.code)")
    }
  }
}
