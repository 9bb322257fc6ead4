public import HoldfastModel
import Synchronization

/// A conversation store that lives and dies with the process: for tests, trials and the simulator.
///
/// It keeps every rule of ``ConversationStore`` but durability. Each call is one step under one lock, so calls about
/// different sessions wait for each other too.
public final class MemoryConversationStore: ConversationStore {
  private let state = Mutex(MemoryConversations())

  /// Makes an empty store.
  public init() {}

  /// All that it holds, for a store that keeps copies of it.
  package var contents: MemoryConversations {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  /// One step under the lock.
  func change<Value: Sendable>(_ body: (inout sending MemoryConversations) -> sending Value) -> Value {
    state.withLock(body)
  }

  // MARK: Claims

  /// Claims a reply, in one step.
  public func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    state.withLock { $0.claim(request) }
  }

  /// The live claim of a key.
  public func claim(for key: ClaimKey) async throws -> Claim? {
    state.withLock { $0.sessions[key.session]?.claim(for: key) }
  }

  /// The claim that names a stream, in this session, cut or not.
  public func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
    state.withLock { $0.sessions[session]?.claim(of: stream) }
  }

  /// The newest claim of a session that names a reservation, cut or not.
  public func claim(reserving reservation: ReservationID, in session: SessionID) async throws -> Claim? {
    state.withLock { $0.sessions[session]?.claim(reserving: reservation) }
  }

  /// The newest claim that answers a user message or made a reply of this id, in this session, cut or not.
  public func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
    state.withLock { $0.sessions[session]?.claim(about: message) }
  }

  /// The newest live claim of a session.
  public func lastClaim(in session: SessionID) async throws -> Claim? {
    state.withLock { $0.sessions[session]?.lastClaim() }
  }

  /// The live claims of a session that are `claimed`, by place and segment.
  public func unsettledClaims(in session: SessionID) async throws -> [Claim] {
    state.withLock { $0.sessions[session]?.unsettledClaims() ?? [] }
  }

  /// Changes a claim, if its state is `claimed` and its run is still the stated one.
  public func move(
    _ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove
  ) async throws -> Bool {
    state.withLock { $0.change(session) { $0.move(stream, from: run, to: move) } ?? false }
  }

  // MARK: Saving

  /// Saves a reply and settles its claim, in one step, idempotent by stream.
  public func settle(_ settlement: Settlement) async throws -> SettleOutcome {
    state.withLock { $0.change(settlement.session) { $0.settle(settlement) } ?? .sessionGone }
  }

  /// Clears the session's pointer if it names the stated stream.
  public func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
    state.withLock { $0.change(session) { $0.clearPointer(ifNaming: stream) } ?? () }
  }

  // MARK: Reading

  /// A session, whoever owns it.
  public func session(_ id: SessionID) async throws -> SessionRecord? {
    state.withLock { $0.sessions[id]?.head?.record }
  }

  /// The sessions of a principal, newest first, after a place in that list.
  public func sessions(
    of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
  ) async throws -> [SessionRecord] {
    state.withLock { $0.list(of: principal, after: place, limit: limit) }
  }

  /// The live messages of a session with an order greater than `order`, oldest first.
  public func messages(
    in session: SessionID, after order: Int64, limit: Int
  ) async throws -> [StoredMessage] {
    state.withLock { $0.sessions[session]?.messages(after: order, limit: limit) ?? [] }
  }

  /// One live message.
  public func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage? {
    state.withLock { $0.sessions[session]?.message(id) }
  }

  /// Removes a session with all that belongs to it, if it is the principal's, and leaves a tombstone.
  public func deleteSession(
    _ id: SessionID, of principal: Principal, now: Timestamp
  ) async throws -> Tombstone? {
    state.withLock { $0.delete(id, of: principal, now: now) }
  }

  // MARK: Artifacts and effects

  /// The newest version of each artifact of a session, in the order in which they were begun.
  public func artifacts(in session: SessionID) async throws -> [ArtifactRecord] {
    state.withLock { $0.sessions[session]?.newestArtifacts() ?? [] }
  }

  /// All versions of an artifact, oldest first.
  public func versions(of artifact: ArtifactID, in session: SessionID) async throws -> [ArtifactRecord] {
    state.withLock { $0.sessions[session]?.artifacts.filter { $0.content.id == artifact } ?? [] }
  }

  /// What the tool calls of a stream came to, in their order.
  public func effects(of stream: StreamID, in session: SessionID) async throws -> [EffectEntry] {
    state.withLock { $0.sessions[session]?.effects[stream] ?? [] }
  }

  /// Writes what a tool call of a settled stream came to since.
  public func saveEffect(
    _ effect: EffectEntry, of stream: StreamID, in session: SessionID
  ) async throws {
    state.withLock { $0.change(session) { $0.save(effect, of: stream) } ?? () }
  }

  // MARK: Drafts

  /// The draft that a principal keeps for a session, which need not exist.
  public func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
    state.withLock { $0.drafts[MemoryConversations.DraftKey(principal: principal, session: session)] }
  }

  /// Keeps a draft in place of the one before.
  public func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws {
    state.withLock { state in
      state.drafts[MemoryConversations.DraftKey(principal: principal, session: session)] = draft
    }
  }

  /// Forgets a draft.
  public func deleteDraft(of principal: Principal, for session: SessionID) async throws {
    state.withLock { state in
      state.drafts[MemoryConversations.DraftKey(principal: principal, session: session)] = nil
    }
  }

  // MARK: What is left to do

  /// Claims that are `claimed` or `unlogged`, made before a time, oldest first, after a claim of that list.
  public func openClaims(
    createdBefore time: Timestamp, after claim: Claim?, limit: Int
  ) async throws -> [Claim] {
    state.withLock { $0.openClaims(createdBefore: time, after: claim, limit: limit) }
  }

  /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
  public func pointedSessions(
    changedBefore time: Timestamp, after id: SessionID?, limit: Int
  ) async throws -> [SessionRecord] {
    state.withLock { $0.pointed(changedBefore: time, after: id, limit: limit) }
  }

  /// Removes sessions, made before a time, in which no message is stored, live or cut.
  public func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
    state.withLock { $0.removeEmpty(createdBefore: time, limit: limit) }
  }

  /// Tombstones whose streams are still to be removed, by session, after one.
  public func openTombstones(after session: SessionID?, limit: Int) async throws -> [Tombstone] {
    state.withLock { $0.openTombstones(after: session, limit: limit) }
  }

  /// Notes that the streams of a deleted session are removed.
  public func closeTombstone(of session: SessionID) async throws {
    state.withLock { $0.closeTombstone(of: session) }
  }

  /// Removes tombstones that are closed and were made before a time.
  public func removeTombstones(madeBefore time: Timestamp, limit: Int) async throws -> Int {
    state.withLock { $0.removeTombstones(madeBefore: time, limit: limit) }
  }

  /// Removes drafts that last changed before a time.
  public func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
    state.withLock { $0.removeDrafts(changedBefore: time, limit: limit) }
  }

  /// Removes idempotency keys that were noted before a time.
  public func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
    state.withLock { $0.removeKeys(notedBefore: time, limit: limit) }
  }

  // MARK: Health

  /// Proves that the store takes writes: this one always does.
  public func checkHealth() async throws {}
}
