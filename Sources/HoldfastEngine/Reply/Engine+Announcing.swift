public import HoldfastModel

extension Engine {
  /// Tells those who read a running reply at this node something that concerns more than that reply.
  ///
  /// It belongs to the open connections alone: it has no cursor, is not logged, and is not repeated by a resume.
  ///
  /// - Parameter component: What it is about: of a conversation store, its own principals are told alone.
  public func announce(_ notice: Notice, about component: String) {
    // A transient part is written alike in every dialect, and a notice of our own is one line.
    guard let bytes = try? FrameEncoding.encode(local: notice.chunk.encoded(for: .v5)) else { return }
    let isOfAll = !conversationComponents.contains(component)
    for (live, principal) in runningHere + context.hub.allFollowed
    where isOfAll || context.conversations.component(of: principal) == component {
      live.announce(bytes)
    }
  }
}
