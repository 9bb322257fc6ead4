package import HoldfastModel

/// What one transaction of a conversation store reads and writes of one session.
///
/// An adapter gives these; the rules of ``ConversationStore`` are written once, in extensions of this protocol, so that
/// every store decides alike. A claim is *live* when nothing has cut it; so is a message.
package protocol SessionTables {
  /// What reading and writing may throw.
  associatedtype Failure: Error

  // MARK: The session

  /// The session; `nil` when there is none.
  var head: SessionHead? { get throws(Failure) }

  /// Makes the session, or writes what of it can change: pointer, time of change, and counters.
  mutating func save(_ head: SessionHead) throws(Failure)

  /// What is left of the session when it was deleted.
  var tombstone: Tombstone? { get throws(Failure) }

  // MARK: Claims

  /// The claim that names a stream, cut or not.
  func claim(of stream: StreamID) throws(Failure) -> Claim?

  /// The newest claim with the trigger `submit` for a user message, cut or not, that has not undone itself.
  func newestClaim(submitting message: MessageID) throws(Failure) -> Claim?

  /// The newest claim that made a reply of this id, cut or not.
  func newestClaim(making reply: MessageID) throws(Failure) -> Claim?

  /// The newest live claim that made a reply of this id.
  func liveClaim(making reply: MessageID) throws(Failure) -> Claim?

  /// The live claim at a place that is no continuation.
  func liveClaim(at place: Int64) throws(Failure) -> Claim?

  /// The newest live claim.
  func lastClaim() throws(Failure) -> Claim?

  /// The newest live claim that is `unlogged`.
  func unloggedClaim() throws(Failure) -> Claim?

  /// The highest segment that a claim ever had of a reply; -1 when there is none.
  func highestSegment(of reply: MessageID) throws(Failure) -> Int

  /// Writes a new claim.
  mutating func insert(_ claim: Claim) throws(Failure)

  /// Writes what of a claim can change by itself: state, run, node and deadline.
  mutating func update(_ claim: Claim) throws(Failure)

  // MARK: Messages

  /// The live message of an id, by its parts of one stream each, in order; empty when there is none.
  func liveSegments(of message: MessageID) throws(Failure) -> [MessageSegment]

  /// The id and the place of the last live message; of the last of the user's, when `isUsers`.
  func lastMessage(isUsers: Bool) throws(Failure) -> MessagePlace?

  /// The id of the live message at a place.
  func message(at place: Int64) throws(Failure) -> MessageID?

  /// Whether a live message stands after a place.
  func hasMessages(after place: Int64) throws(Failure) -> Bool

  /// Whether everything that the claim of a stream has stored, messages of the user included, has this mark.
  func isAllMarked(_ mark: StreamID?, storedBy stream: StreamID) throws(Failure) -> Bool

  /// Writes a message, or a part of one.
  mutating func insert(_ segment: MessageSegment) throws(Failure)

  /// Writes other parts into what is stored as one live segment of a reply.
  mutating func replaceParts(of segment: MessageSegment) throws(Failure)

  // MARK: Effects and artifacts

  /// Writes what a tool call of a stream came to, in place of what was known of it before.
  mutating func save(_ effect: EffectEntry, of stream: StreamID) throws(Failure)

  /// The highest version of an artifact; 0 when there is none.
  func lastVersion(of artifact: ArtifactID) throws(Failure) -> Int

  /// Writes a version of an artifact.
  mutating func insert(_ artifact: ArtifactRecord) throws(Failure)

  // MARK: Cuts

  /// Cuts all that is live at a place from a segment on, and at later places.
  mutating func cut(from place: Int64, segment: Int, by stream: StreamID) throws(Failure)

  /// Whether a stream has cut anything.
  func hasCuts(by stream: StreamID) throws(Failure) -> Bool

  /// Cuts the claim of a stream and all that it has stored, whatever marks they carry, by the stream itself.
  mutating func cutOwn(_ stream: StreamID) throws(Failure)

  /// Gives what a stream has cut, but for its own, another mark; `nil` brings it back.
  mutating func remark(cutBy stream: StreamID, as mark: StreamID?) throws(Failure)

  // MARK: Keys

  /// What is noted of an idempotency key.
  func note(of key: String) throws(Failure) -> KeyNote?

  /// Notes an idempotency key, in place of what was noted before.
  mutating func save(_ note: KeyNote) throws(Failure)

  /// Lets the keys that are noted for a stream mean another.
  mutating func moveKeys(from stream: StreamID, to successor: StreamID) throws(Failure)
}
