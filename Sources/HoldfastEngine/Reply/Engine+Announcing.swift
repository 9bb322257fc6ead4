public import HoldfastModel

extension Engine {
  /// Tells everybody who reads a running reply at this node something that concerns more than that reply.
  ///
  /// It belongs to the open connections alone: it has no cursor, is not logged, and is not repeated by a resume.
  public func announce(_ notice: Notice) {
    // A transient part is written alike in every dialect, and a notice of our own is one line.
    guard let bytes = try? FrameEncoding.encode(local: notice.chunk.encoded(for: .v5)) else { return }
    for live in runningHere + context.hub.allFollowed { live.announce(bytes) }
  }
}
