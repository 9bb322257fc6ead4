/// Keeps a stream of another node followed for one reader; the last one that goes ends it.
final class Following: Sendable {
  /// The stream's committed frames.
  let live: LiveStream
  private let hub: StreamHub

  init(live: LiveStream, hub: StreamHub) {
    self.live = live
    self.hub = hub
  }

  deinit { hub.leave(live) }
}
