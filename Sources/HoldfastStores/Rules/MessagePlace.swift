package import HoldfastModel

/// Where a message stands.
package struct MessagePlace: Sendable, Hashable {
  /// The message.
  package var message: MessageID
  /// Its place.
  package var place: Int64

  /// Makes a place.
  package init(message: MessageID, place: Int64) {
    self.message = message
    self.place = place
  }
}
