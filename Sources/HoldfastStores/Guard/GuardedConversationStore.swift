public import HoldfastModel

/// A conversation store behind a breaker: while it is away, calls are refused at once.
public struct GuardedConversationStore: ForwardingConversationStore {
  private let base: any ConversationStore
  private let watch: StoreGuard

  /// Guards a store.
  public init(_ base: any ConversationStore, by watch: StoreGuard) {
    self.base = base
    self.watch = watch
  }

  /// Claims a reply, in one step.
  public func claim(_ request: ClaimRequest) async throws -> ClaimOutcome {
    try await watch.call { try await base.claim(request) }
  }

  /// The live claim of a key.
  public func claim(for key: ClaimKey) async throws -> Claim? {
    try await watch.call { try await base.claim(for: key) }
  }

  /// The claim that names a stream, in this session, cut or not.
  public func claim(of stream: StreamID, in session: SessionID) async throws -> Claim? {
    try await watch.call { try await base.claim(of: stream, in: session) }
  }

  /// The newest claim that answers a user message or made a reply of this id, in this session, cut or not.
  public func claim(about message: MessageID, in session: SessionID) async throws -> Claim? {
    try await watch.call { try await base.claim(about: message, in: session) }
  }

  /// The newest live claim of a session.
  public func lastClaim(in session: SessionID) async throws -> Claim? {
    try await watch.call { try await base.lastClaim(in: session) }
  }

  /// The live claims of a session that are `claimed`, by place and segment: what runs, and what is not saved yet.
  public func unsettledClaims(in session: SessionID) async throws -> [Claim] {
    try await watch.call { try await base.unsettledClaims(in: session) }
  }

  /// Changes a claim, if its state is `claimed` and its run is still the stated one.
  public func move(_ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove)
    async throws -> Bool
  {
    try await watch.call { try await base.move(stream, in: session, from: run, to: move) }
  }

  /// Saves a reply and settles its claim, in one step, idempotent by stream.
  public func settle(_ settlement: Settlement) async throws -> SettleOutcome {
    try await watch.call { try await base.settle(settlement) }
  }

  /// Clears the session's pointer if it names the stated stream.
  public func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws {
    try await watch.call { try await base.clearPointer(of: session, ifNaming: stream) }
  }

  /// A session, whoever owns it: the caller compares the principal before it says anything.
  public func session(_ id: SessionID) async throws -> SessionRecord? {
    try await watch.call { try await base.session(id) }
  }

  /// The sessions of a principal, newest first and at the same time by falling id, after a place in that list.
  public func sessions(of principal: Principal, after place: SessionRecord.PageKey?, limit: Int) async throws
    -> [SessionRecord]
  {
    try await watch.call { try await base.sessions(of: principal, after: place, limit: limit) }
  }

  /// The live messages of a session with an order greater than `order`, oldest first.
  public func messages(in session: SessionID, after order: Int64, limit: Int) async throws -> [StoredMessage]
  {
    try await watch.call { try await base.messages(in: session, after: order, limit: limit) }
  }

  /// One live message.
  public func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage? {
    try await watch.call { try await base.message(id, in: session) }
  }

  /// The draft that a principal keeps for a session, which need not exist.
  public func draft(of principal: Principal, for session: SessionID) async throws -> Draft? {
    try await watch.call { try await base.draft(of: principal, for: session) }
  }

  /// Keeps a draft in place of the one before; makes no session.
  public func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws {
    try await watch.call { try await base.saveDraft(draft, of: principal, for: session) }
  }

  /// Forgets a draft.
  public func deleteDraft(of principal: Principal, for session: SessionID) async throws {
    try await watch.call { try await base.deleteDraft(of: principal, for: session) }
  }

  /// Claims that are `claimed` or `unlogged`, made before a time, oldest first, after a claim of that list.
  public func openClaims(createdBefore time: Timestamp, after claim: Claim?, limit: Int) async throws
    -> [Claim]
  {
    try await watch.call { try await base.openClaims(createdBefore: time, after: claim, limit: limit) }
  }

  /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
  public func pointedSessions(changedBefore time: Timestamp, after id: SessionID?, limit: Int) async throws
    -> [SessionRecord]
  {
    try await watch.call { try await base.pointedSessions(changedBefore: time, after: id, limit: limit) }
  }

  /// Removes sessions, made before a time, in which no message is stored, live or cut.
  public func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID] {
    try await watch.call { try await base.removeEmptySessions(createdBefore: time, limit: limit) }
  }

  /// Removes drafts that last changed before a time.
  public func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await watch.call { try await base.removeDrafts(changedBefore: time, limit: limit) }
  }

  /// Removes idempotency keys that were noted before a time.
  public func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int {
    try await watch.call { try await base.removeKeys(notedBefore: time, limit: limit) }
  }

  /// Proves that the store takes writes, whatever the breaker says, so that it is seen when the store is back.
  public func checkHealth() async throws { try await watch.probe { try await base.checkHealth() } }

  /// Has the store behind answer, if the breaker lets it through.
  package func forward<Value: Sendable>(
    _ call: ForwardedCall, _ body: @escaping @Sendable (any ConversationStore) async throws -> Value
  ) async throws -> Value {
    try await watch.call { try await body(base) }
  }
}
