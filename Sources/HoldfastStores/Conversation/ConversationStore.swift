public import HoldfastModel

/// Answers "what was said, and what is owed": sessions, messages, artifacts, claims, drafts, quota, settled effects.
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
public protocol ConversationStore: QuotaStore {
  // MARK: Claims

  /// Claims a reply, in one step.
  ///
  /// A session that was deleted takes no claim while its tombstone stands: `sessionDeleted`, or `sessionForbidden` for
  /// anybody but its owner.
  ///
  /// The session is made when it does not exist and the turn has a user message; it must be the principal's.
  ///
  /// An idempotency key that is known and younger than ``IdempotencyKey/retention`` decides first: with another
  /// fingerprint the answer is ``ClaimOutcome/keyReused``, else ``ClaimOutcome/existing(_:isLastTurn:)`` with the claim
  /// it was noted for. A key is noted with every claim that is made or found, and moves with a Retry. It decides no
  /// longer when ``ClaimRequest/replaces`` names its claim and that one was undone by its own failure.
  ///
  /// - **Submit.** The user message is stored, unique by (session, message id). A live claim of the same message and
  ///   content is returned (`existing`); an id taken by other content, or that a claim gave to a reply, saved or not,
  ///   is `messageConflict`. So it is for a message that was cut: its own content finds its newest claim, which is no
  ///   last turn, and other content is a conflict. The claim gets the next two places of the session's order: one for the user message and
  ///   one for the reply.
  /// - **Edit.** A message that is not stored is a submit. Same content: `existing`. Other content: the stored version of
  ///   the message, every message and claim after it, and the claims that answer it are cut; the new version and the
  ///   claim take the same places.
  /// - **Regenerate.** The target is the reply named, the reply after the user message named, or, when none is named, the
  ///   last one; a target that is unknown is replaced by the reply after the stored message `after`. A target that was
  ///   replaced before is `existing` with the live claim at its place, and so is an unnamed one while the reply of the
  ///   newest claim, an unnamed or named regeneration, is not settled (nor ended); so is one by a user message. A reply
  ///   whose stream failed was undone, and means the one that came back in its place. Otherwise the reply at that place and everything
  ///   after it are cut, and the claim takes its place. Without a place: `targetNotFound`. The claim's target is the id
  ///   of the reply that it replaces, or, when there was none, of the user message.
  /// - **Continuation.** The answers that are new are written into the stored reply: outputs and errors of calls that are
  ///   `input-available` and not executed by the provider (`output-available`, `output-error`), and answers to
  ///   `approval-requested` calls with this approval id (`approval-responded`, with `approval.approved` and `reason`);
  ///   other answers are ignored. The claim has the reply's id and place and the next segment. When nothing is new, or
  ///   the reply is not the last live message, or is not saved yet: `existing` with the newest live claim of the reply.
  ///   A reply that was cut: `existing` with its newest claim. A reply that is not known: `targetNotFound`.
  ///
  /// `existing` becomes a Retry when ``ClaimRequest/replaces`` names the stream of that claim and, for all but an
  /// edit, it is the last turn: the claim, what its stream saved, and, for an edit, everything after it are cut, and a new
  /// claim of the same key, place and segment is made. When the claim names another stream by now, it stays `existing`.
  ///
  /// With every new claim the session's pointer is swapped to the new stream; when the stream it named has a claim that
  /// is `claimed` and is not the one replaced, ``Claim/supersedes`` names it. With ``ClaimRequest/OnActive/yield(unless:)`` such a
  /// stream, or a live unlogged reply whose deadline has not passed, is answered with `active` instead.
  ///
  /// What is cut carries the stream of the new claim (``Claim/cutBy``), is neither listed nor counted as a turn, and comes
  /// back when that stream is settled as failed.
  func claim(_ request: ClaimRequest) async throws -> ClaimOutcome

  /// The live claim of a key.
  func claim(for key: ClaimKey) async throws -> Claim?

  /// The claim that names a stream, in this session, cut or not.
  func claim(of stream: StreamID, in session: SessionID) async throws -> Claim?

  /// The newest claim of a session that names a reservation, cut or not.
  func claim(reserving reservation: ReservationID, in session: SessionID) async throws -> Claim?

  /// The newest claim that answers a user message or made a reply of this id, in this session, cut or not.
  func claim(about message: MessageID, in session: SessionID) async throws -> Claim?

  /// The newest live claim of a session.
  func lastClaim(in session: SessionID) async throws -> Claim?

  /// The live claims of a session that are `claimed`, by place and segment: what runs, and what is not saved yet.
  func unsettledClaims(in session: SessionID) async throws -> [Claim]

  /// Changes a claim, if its state is `claimed` and its run is still the stated one.
  ///
  /// A move to `ended`, `abandoned` or `unlogged` clears the session's pointer when it names the claim's stream. Repeating
  /// a move that has happened, from the same run, returns `true`; so does a move to the run that the claim, still
  /// `claimed`, has already. A claim that is `unlogged` can be abandoned from its run as well.
  ///
  /// - Returns: Whether the claim is now as asked.
  func move(_ stream: StreamID, in session: SessionID, from run: RunID, to move: ClaimMove) async throws
    -> Bool

  // MARK: Saving

  /// Saves a reply and settles its claim, in one step, idempotent by stream.
  ///
  /// What is saved carries the mark of its claim: the reply of a claim that was cut meanwhile is not listed. When the
  /// stream failed and its claim had cut anything, all of that comes back, and the claim and what it stored are cut by its
  /// own stream. Where a later claim has cut the failed one, what comes back takes that mark, to come back with it; where a
  /// later claim answers the message that the failed one stored, nothing comes back. The pointer is not touched: until the stream has ended, a resume still finds it.
  ///
  /// The effects are written whatever became of the reply. Each artifact gets the next version of its name, in the order
  /// given; without a message, or when the stream failed, there are none.
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

  /// The live messages of a session with an order greater than `order`, oldest first.
  ///
  /// A reply in several segments is one message: the parts in their order, the usage added up, the metadata merged, the
  /// rest as the last segment has it, but for the time, which is the first one's.
  func messages(in session: SessionID, after order: Int64, limit: Int) async throws -> [StoredMessage]

  /// One live message.
  func message(_ id: MessageID, in session: SessionID) async throws -> StoredMessage?

  /// Removes a session with its messages, artifacts, effects, claims, keys and draft, if it is the principal's, and leaves
  /// a tombstone, in one step.
  ///
  /// From then on claim and settle write nothing into it. Repeating it finds the tombstone.
  ///
  /// - Returns: The tombstone; `nil` when there was no session of the principal's.
  func deleteSession(_ id: SessionID, of principal: Principal, now: Timestamp) async throws -> Tombstone?

  // MARK: Artifacts and effects

  /// The newest version of each artifact of a session, in the order in which they were begun.
  func artifacts(in session: SessionID) async throws -> [ArtifactRecord]

  /// All versions of an artifact, oldest first; empty when there is none.
  func versions(of artifact: ArtifactID, in session: SessionID) async throws -> [ArtifactRecord]

  /// What the tool calls of a stream came to, in their order.
  func effects(of stream: StreamID, in session: SessionID) async throws -> [EffectEntry]

  /// Writes what a tool call of a settled stream came to since; into a session that is gone nothing.
  func saveEffect(_ effect: EffectEntry, of stream: StreamID, in session: SessionID) async throws

  // MARK: Drafts

  /// The draft that a principal keeps for a session, which need not exist.
  func draft(of principal: Principal, for session: SessionID) async throws -> Draft?

  /// Keeps a draft in place of the one before. Makes no session.
  func saveDraft(_ draft: Draft, of principal: Principal, for session: SessionID) async throws

  /// Forgets a draft.
  func deleteDraft(of principal: Principal, for session: SessionID) async throws

  // MARK: What is left to do

  /// Claims that are `claimed` or `unlogged`, made before a time, oldest first and at the same time by stream, after a
  /// claim of that list.
  func openClaims(
    createdBefore time: Timestamp, after claim: Claim?, limit: Int
  ) async throws -> [Claim]

  /// Sessions whose pointer names a stream and that last changed before a time, by id, after an id.
  func pointedSessions(
    changedBefore time: Timestamp, after id: SessionID?, limit: Int
  ) async throws -> [SessionRecord]

  /// Removes sessions, made before a time, in which no message is stored, live or cut.
  ///
  /// - Returns: The sessions that were removed.
  func removeEmptySessions(createdBefore time: Timestamp, limit: Int) async throws -> [SessionID]

  /// Tombstones whose streams are still to be removed, by session, after one.
  func openTombstones(after session: SessionID?, limit: Int) async throws -> [Tombstone]

  /// Notes that the streams of a deleted session are removed.
  func closeTombstone(of session: SessionID) async throws

  /// Removes tombstones that are closed and were made before a time: the names of their sessions are free again.
  ///
  /// - Returns: How many were removed.
  func removeTombstones(madeBefore time: Timestamp, limit: Int) async throws -> Int

  /// Removes drafts that last changed before a time.
  ///
  /// - Returns: How many were removed.
  func removeDrafts(changedBefore time: Timestamp, limit: Int) async throws -> Int

  /// Removes idempotency keys that were noted before a time.
  ///
  /// - Returns: How many were removed.
  func removeKeys(notedBefore time: Timestamp, limit: Int) async throws -> Int

  // MARK: Health

  /// Proves that the store takes writes.
  func checkHealth() async throws
}
