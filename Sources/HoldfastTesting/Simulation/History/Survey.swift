package import HoldfastModel
package import HoldfastStores

/// What the stores hold and who is alive.
package struct Survey: Sendable {
  /// How long ago the world healed.
  package var sinceHealing: Duration
  /// The sessions, those of them that exist.
  package var sessions: [SessionRecord]
  /// The messages of each session.
  package var messages: [SessionID: [StoredMessage]]
  /// The claims whose streams were made or claimed, by stream.
  package var claims: [StreamID: Claim]
  /// The streams.
  package var records: [StreamRecord]
  /// Their frames.
  package var frames: [StreamID: [Frame]]
  /// The streams that a living process owns and works on.
  package var running: Set<StreamID>
}
