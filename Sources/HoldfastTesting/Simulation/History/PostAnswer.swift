package import HoldfastModel

/// What came of a user message.
package enum PostAnswer: Sendable, Hashable {
  case stream(StreamID, reply: MessageID, isRepeat: Bool, isAccepted: Bool)
  case stoppedBeforeStart(StreamID, reply: MessageID)
  case refused(code: String, status: Int)
  /// The connection was cut, or there was nobody to connect to.
  case cut
}
