/// The rules of `ConversationStore`, as its documentation states them.
public enum ConversationStoreRule: String, ContractRule {
  // MARK: Of every call

  /// Every call happens wholly or not at all.
  case atomic
  /// Two calls about one session behave as if one came after the other; reads see every write that returned before
  /// they began.
  case serialPerSession
  /// Repeating a write that has happened changes nothing and succeeds.
  case idempotent
  /// What is stored comes back byte for byte: text of any characters, unknown parts, numbers as written.
  case exact
  /// Everything expected is a result, not an error. `CancellationError` passes through.
  case errors

  // MARK: Claims

  /// The session is made when it does not exist, titled by the first message; it must be the principal's.
  case makesSession
  /// A claim in somebody else's session is refused and writes nothing.
  case keepsOthersOut
  /// The user message is stored, unique by (session, message id): one that is there with the same content stays as it
  /// is, at its place.
  case storesMessage
  /// A message id that is taken by other content, or by a reply, saved or not, is refused and nothing is written.
  case refusesConflict
  /// The claim gets the next two places of the session's order: one for the user message and one for the reply.
  case takesPlaces
  /// The session's pointer is swapped to the new stream.
  case swapsPointer
  /// When the stream that the pointer named has a claim that is `claimed`, the new claim supersedes it.
  case supersedes
  /// When the same message with the same content was claimed before, that claim is returned and nothing is written.
  case returnsExisting
  /// A live claim is found by its key, and any by its stream, by its message or reply; and the newest live one of a
  /// session.
  case findsClaims

  // MARK: Other turns

  /// An edit puts other content in the place of a message, and cuts what came after it; the same content is a repeat.
  case edits
  /// A regeneration puts another reply in the place of one, and cuts what came after it; a target that was replaced
  /// before, or whose regeneration is still under way, is a repeat.
  case regenerates
  /// A continuation writes the answers that are new into the stored reply, each once, and claims the reply's next
  /// segment.
  case continues
  /// A repeat that names the stream of the claim makes a new claim of the same key, place and segment in its stead, if
  /// it is the last turn or an edit.
  case retries
  /// What is cut carries the stream of the new claim, and is neither listed nor counted as a turn.
  case cuts
  /// What a claim has cut comes back when its stream is settled as failed, and the claim is cut instead.
  case restores
  /// A known idempotency key decides what a request is, for as long as it is kept.
  case keepsKeys
  /// A request that yields to an active stream is answered with it, and writes nothing.
  case yields

  // MARK: Moves

  /// A claim is changed if its state is `claimed` and its run is still the stated one.
  case movesByComparing
  /// Repeating a move that has happened, from the same run, returns `true`.
  case repeatsMove
  /// A claim that is `unlogged` keeps node and deadline, and can be abandoned from its run.
  case goesUnlogged
  /// A move to `ended`, `abandoned` or `unlogged` clears the session's pointer when it names the claim's stream.
  case moveClearsPointer

  // MARK: Saving

  /// A reply is saved and its claim settled in one step.
  case settles
  /// Settling is idempotent by stream.
  case settlesOnce
  /// Settling an ended or abandoned claim, or a claim or a session that is gone, writes nothing and says which.
  case settleRefuses
  /// What is saved carries the mark of its claim.
  case settlesCut
  /// Settling does not touch the pointer.
  case settleKeepsPointer
  /// The pointer is cleared only if it names the stated stream.
  case clearsPointer

  // MARK: Reading and deleting

  /// A session is read whoever owns it.
  case readsSession
  /// The sessions of a principal, newest first and at the same time by falling id, after a place in that list.
  case pagesSessions
  /// The messages of a session with an order greater than a given one, oldest first; or one by its id.
  case readsMessages
  /// A reply in several segments is one message.
  case mergesSegments
  /// A session is removed with its messages, claims, keys and draft, if it is the principal's.
  case deletes

  /// A deleted session leaves a tombstone, on which claim and settle write nothing.
  case leavesTombstone

  // MARK: Quota

  /// Quota is set aside once per name, within the limits.
  case reserves
  /// However many reserve at once, no more is granted than the limits allow, and the sums stay true.
  case reservesUnderLock
  /// A reservation ends once; what is used after it has expired has an entry of its own.
  case endsReservations
  /// Reservations are listed by their time, and by their principals.
  case listsReservations

  // MARK: Effects and artifacts

  /// What the tools of a reply have done is written when it is settled.
  case settlesEffects
  /// Artifacts are saved with their reply, in versions.
  case keepsArtifacts

  // MARK: What is left to do

  /// The live claims of a session that are `claimed`, by place and segment.
  case listsUnsettledClaims
  /// Claims whose reply is not saved, made before a time, oldest first and at the same time by stream, page by page.
  case listsOpenClaims
  /// Sessions whose pointer names a stream and that last changed before a time, by id, page by page.
  case listsPointedSessions
  /// Sessions without a message, drafts and keys that are older than a time are removed, so many at once.
  case removesOld

  // MARK: Drafts and health

  /// A draft is kept by principal and session, which need not exist and is not made.
  case keepsDrafts
  /// The store proves that it takes writes.
  case provesHealth
}
