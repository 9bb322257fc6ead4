package import HoldfastModel

/// What one claim has stored of a message: a user message, or what one stream made of a reply.
package struct MessageSegment: Sendable, Hashable {
  /// The part, with the place of the whole.
  package var message: StoredMessage
  /// Which part it is, from 0.
  package var number: Int
  /// The stream of the claim that stored it.
  package var storedBy: StreamID
  /// The stream of the claim that cut it.
  package var cutBy: StreamID?

  /// Makes a segment.
  package init(message: StoredMessage, number: Int = 0, storedBy: StreamID, cutBy: StreamID? = nil) {
    self.message = message
    self.number = number
    self.storedBy = storedBy
    self.cutBy = cutBy
  }
}
