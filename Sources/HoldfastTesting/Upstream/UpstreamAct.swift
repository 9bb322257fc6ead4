/// One step of an answer of a ``ScriptedUpstream``.
enum UpstreamAct: Sendable, Hashable {
  /// The status and the fields.
  case head(status: Int, fields: [String: String])
  /// Bytes of the body, written and flushed at once.
  case body([UInt8])
  /// A wait.
  case pause(Duration)
  /// The body's end, behind which the connection serves the next request.
  case end
  /// The connection is closed in order, though the body has not ended.
  case close
  /// The connection is reset.
  case reset
  /// Nothing more, until the client closes.
  case silence
  /// The two acts before, again and again.
  case again
}
