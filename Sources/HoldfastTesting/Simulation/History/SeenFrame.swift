package import HoldfastModel

/// A frame as a client got it.
package struct SeenFrame: Sendable, Hashable {
  /// Who got it.
  package var client: String
  /// Names the connection, on which positions must count up.
  package var connection: Int
  package var stream: StreamID
  package var position: Int
  /// Of the id and the data.
  package var digest: Digest
  package var kind: FrameKind
}
