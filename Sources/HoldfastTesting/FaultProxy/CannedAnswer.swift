import NIOCore

/// An answer that a ``FaultProxy`` gives in place of the server.
struct CannedAnswer: Sendable {
  /// What the request contains, in small letters.
  var text: String
  /// What the client gets.
  var bytes: ByteBuffer
}
