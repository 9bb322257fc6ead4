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
  /// When a claim of the same key exists and the content is the same, that claim is returned and nothing is written.
  case returnsExisting
  /// A claim is found by its key, by its stream, by its message or reply, and the newest of a session.
  case findsClaims

  // MARK: Moves

  /// A claim is changed if its state is `claimed` and its run is still the stated one.
  case movesByComparing
  /// Repeating a move that has happened, from the same run, returns `true`.
  case repeatsMove
  /// A move to `ended` or `unlogged` clears the session's pointer when it names the claim's stream.
  case moveClearsPointer

  // MARK: Saving

  /// A reply is saved and its claim settled in one step.
  case settles
  /// Settling is idempotent by stream.
  case settlesOnce
  /// Settling a claim of another stream, an ended claim or a session that is gone writes nothing and says which.
  case settleRefuses
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
  /// A session is removed with its messages, claims and draft, if it is the principal's.
  case deletes

  // MARK: Drafts and health

  /// A draft is kept by principal and session, which need not exist and is not made.
  case keepsDrafts
  /// The store proves that it takes writes.
  case provesHealth
}
