package import HoldfastModel

/// What came of asking for a reply again.
package enum ResumeAnswer: Sendable, Hashable {
  case stream(StreamID, from: Int)
  case nothing
  case refused(code: String, status: Int)
  case cut
}
