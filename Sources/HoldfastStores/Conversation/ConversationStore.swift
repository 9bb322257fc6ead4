public import HoldfastModel

/// Answers "what was said, and what is owed": sessions, messages, claims, drafts.
///
/// Rules for every implementation, each proved by a case of the contract suite in HoldfastTesting:
///
/// - **Atomic.** Every call happens wholly or not at all. What it writes is durable when it returns.
/// - **Idempotent.** Repeating a write that has happened changes nothing and succeeds, so an unknown outcome is
///   resolved by repeating it or by reading back.
/// - **Serial per session.** Two calls about one session behave as if one came after the other; reads see every
///   write that returned before they began.
/// - **Exact.** What is stored comes back byte for byte: text of any characters, unknown parts, numbers as written.
/// - **Errors.** ``StoreError`` with the codes `unavailable`, `full`, `indeterminate`, `refused`, `damaged`, with
///   the meaning stated there. Everything expected is a result, not an error. `CancellationError` passes through;
///   after it the outcome is unknown.
public protocol ConversationStore: Sendable {
  // MARK: Claims

  /// Claims a reply, in one step.
  ///
  /// The session is made when it does not exist; it must be the principal's. The user message is stored, unique by
  /// (session, message id): one that is there with the same content stays as it is, at its place. An id that a claim
  /// gave to a reply is taken, whether the reply is saved or not. The claim is made, and gets the next two places of
  /// the session's order: one for the user message and one for the reply. The session's pointer is swapped to the new
  /// stream; when the stream it named has a claim that is `claimed`, ``Claim/supersedes`` names it.
  ///
  /// When a claim of the same key exists and the content is the same, that claim is returned and nothing is
  /// written. The request's own stream, run and reply ids count only for a new claim.
  func claim(_ request: ClaimRequest) async throws -> ClaimOutcome

  /// The claim of a key.
  func claim(for key: ClaimKey) async throws -> Claim?

  /// The claim that names a stream, in this session.
  func claim(of stream: StreamID, in session: SessionID) async throws -> Claim?

  /// The newest claim that answers a user message or made a reply of this id, in this session.
  func claim(about message: MessageID, in session: SessionID) async throws -> Claim?

  /// The newest claim of a session.
  func lastClaim(in session: SessionID) async throws -> Claim?

  /// Changes a claim, if its state is `claimed` and its run is still the stated one.
  ///
  /// A move to `ended` or `unlogged` clears the session's pointer when it names the claim's stream. Repeating a move
  /// that has happened, from the same run, returns `true`; so does a move to the run that the claim, still `claimed`,
  /// has already.
  ///
  /// - Returns: Whether the claim is now as asked.
  func move(_ key: ClaimKey, from run: RunID, to move: ClaimMove) async throws -> Bool

  // MARK: Saving

  /// Saves a reply and settles its claim, in one step, idempotent by stream.
  ///
  /// The pointer is not touched: until the stream has ended, a resume still finds it.
  func settle(_ settlement: Settlement) async throws -> SettleOutcome

  /// Clears the session's pointer if it names the stated stream.
  func clearPointer(of session: SessionID, ifNaming stream: StreamID) async throws

  // MARK: Reading

  /// A session, whoever owns it: the caller compares the principal before it says anything.
  func session(_ id: SessionID) async throws -> SessionRecord?

  /// The sessions of a principal, newest first and at the same time by falling id, after a place in that list.
  func sessions(
    of principal: Principal, after place: SessionRecord.PageKey?, limit: Int
  ) async throws -> [SessionRecord]

  /// The messages of a session with an order greater than `order`, oldest first.
  func messages(in session: SessionID, after order: Int64, limit: Int) async throws -> [StoredMessage]

  /// One message.
  func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage?

  /// Removes a session with its messages, claims and draft, if it is the principal's.
  ///
  /// - Returns: Whether there was one.
  func deleteSession(_ id: SessionID, of principal: Principal) async throws -> Bool

  // MARK: Drafts

  /// The draft that a principal keeps for a session, which need not exist.
  func draft(of principal: Principal, for session: SessionID) async throws -> Draft?

  /// Keeps a draft in place of the one before. Makes no session.
  func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws

  /// Forgets a draft.
  func deleteDraft(of principal: Principal, for session: SessionID) async throws

  // MARK: Health

  /// Proves that the store takes writes.
  func checkHealth() async throws
}
