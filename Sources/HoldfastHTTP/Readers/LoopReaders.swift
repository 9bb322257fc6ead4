import HoldfastEngine
import HoldfastModel

/// The readers of running streams on one event loop; confined to it.
final class LoopReaders {
  private var feeds: [ObjectIdentifier: LoopFeed] = [:]
  private var readers: [Int: (reader: LoopReader, feed: LoopFeed)] = [:]
  private let now: @Sendable () -> Timestamp

  init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// Takes a reader in.
  ///
  /// - Parameter signal: Told by the stream from any task, so that a pass is made here.
  func add(
    _ reader: LoopReader, of live: LiveStream, signal: @escaping @Sendable (LiveStream.Signal) -> Void
  ) {
    let feed: LoopFeed
    if let known = feeds[ObjectIdentifier(live)] {
      feed = known
    } else {
      feed = LoopFeed(live, now: now)
      feed.follower = live.follow(signal)
      feeds[ObjectIdentifier(live)] = feed
    }
    readers[reader.name] = (reader, feed)
    reader.handler.onClosed = { [unowned self, name = reader.name] in cancel(name) }
    reader.handler.onWritable = { [unowned self, unowned reader, unowned feed] in
      if !feed.goOn(reader) { forget(reader.name, feed) }
    }
    if !feed.add(reader) { forget(reader.name, feed) }
  }

  /// Lets a reader go whose client has left.
  func cancel(_ name: Int) {
    guard let (reader, feed) = readers[name] else { return }
    feed.remove(reader)
    forget(name, feed)
    reader.leave(for: .cancelled)
  }

  /// Does what a stream's signal asks for.
  func take(_ signal: LiveStream.Signal, for stream: ObjectIdentifier) {
    guard let feed = feeds[stream] else { return }
    switch signal {
    case .news: for reader in feed.pass() { forget(reader.name, feed) }
    case .idle(let time): feed.keepAlive(since: time)
    }
  }

  private func forget(_ name: Int, _ feed: LoopFeed) {
    readers[name] = nil
    guard feed.isEmpty, let follower = feed.follower else { return }
    feed.live.unfollow(follower)
    feed.follower = nil
    feeds[ObjectIdentifier(feed.live)] = nil
  }
}
