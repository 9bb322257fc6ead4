public import HoldfastModel

/// What came of asking for a claim.
public enum ClaimOutcome: Sendable, Hashable {
  /// The claim is new and ours.
  case claimed(Claim)
  /// The same request was claimed before, and nothing was written. `isLastTurn`: no later message stands in the session.
  case existing(Claim, isLastTurn: Bool)
  /// Another stream is active, and the request yields to it; nothing was written.
  case active(Claim)
  /// The session belongs to another principal; nothing was written.
  case sessionForbidden
  /// The session was deleted, and its name is not free again; nothing was written.
  case sessionDeleted
  /// The message id is taken by other content, or by a reply; nothing was written.
  case messageConflict
  /// The message that is to be regenerated or gone on with is not there; nothing was written.
  case targetNotFound
  /// The idempotency key was used for another request; nothing was written.
  case keyReused
}

/// A change of a claim that succeeds only from a stated state and run.
public enum ClaimMove: Sendable, Hashable {
  /// Another run takes it on itself to create the stream.
  case run(RunID)
  /// Stopped before there was a stream.
  case ended
  /// Nobody made the stream in time: a repeat of the request starts anew.
  case abandoned
  /// The reply goes on without a stream, at a node, until a time at the latest.
  case unlogged(node: NodeID, until: Timestamp)
}
