public import HoldfastModel

/// All that one transaction writes when a reply is saved.
public struct Settlement: Sendable, Hashable {
  /// The claim that is settled.
  public var key: ClaimKey
  /// What settling is idempotent by.
  public var stream: StreamID
  /// The reply; `nil` when there was no content, so that only the claim is settled.
  public var message: StoredMessage?
  /// The time.
  public var now: Timestamp

  /// Makes a settlement.
  public init(key: ClaimKey, stream: StreamID, message: StoredMessage?, now: Timestamp) {
    self.key = key
    self.stream = stream
    self.message = message
    self.now = now
  }
}

/// What came of settling.
public enum SettleOutcome: Sendable, Hashable {
  /// The reply is saved now.
  case settled
  /// It was saved before; nothing was written.
  case alreadySettled
  /// The session is gone, and the claim and the reply with it, even when its id is in use again; nothing was written.
  case sessionGone
  /// The claim names another stream, or was ended without one; nothing was written.
  case notOurs
}
