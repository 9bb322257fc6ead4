package import HoldfastModel
import Synchronization

/// The streams that run on this node, and those of other nodes that are read here, by name.
package final class StreamHub: Sendable {
  /// A stream that another node fills, followed once for all its readers here.
  private struct Followed {
    var live: LiveStream
    var principal: Principal
    var readers: Int
    var wakes: AsyncStream<Void>.Continuation
  }

  private let streams = Mutex<[StreamID: LiveStream]>([:])
  private let followed = Mutex<[StreamID: Followed]>([:])

  package init() {}

  /// The live form of a stream; `nil` when it does not run here.
  package func stream(_ id: StreamID) -> LiveStream? { streams.withLock { $0[id] } }

  /// The live form of a stream for its owner, made at its current length when there is none.
  package func open(_ id: StreamID, length: Int, epoch: Int, windowBytes: Int) -> LiveStream {
    let live = streams.withLock { streams in
      if let live = streams[id] { return live }
      let live = LiveStream(stream: id, from: length, windowBytes: windowBytes)
      streams[id] = live
      return live
    }
    live.adopt(epoch: epoch)
    return live
  }

  /// Forgets a stream, unless a later owner has it; its readers keep what they hold.
  package func close(_ live: LiveStream, of epoch: Int) {
    guard live.isOwned(in: epoch) else { return }
    streams.withLock { streams in
      if streams[live.stream] === live { streams[live.stream] = nil }
    }
  }

  /// How many streams run here.
  package var count: Int { streams.withLock(\.count) }

  /// Wakes the readers of all streams that have waited since before a time.
  package func wakeReaders(waitingSince time: Timestamp) {
    let all = streams.withLock { streams in streams.sorted { $0.key < $1.key }.map(\.value) }
    for live in all + allFollowed.map(\.live) { live.wakeReaders(waitingSince: time) }
  }

  // MARK: Streams of other nodes

  /// Joins the readers of a stream that another node fills.
  ///
  /// - Parameters:
  ///   - length: How much of the stream is in the log: readers find what is before it there.
  ///   - begin: Called when nobody has followed the stream here before: fills the stream and, until the sequence ends,
  ///     looks for more at each of its elements.
  /// - Returns: What keeps the stream followed for as long as it exists.
  func follow(
    _ id: StreamID, of principal: Principal, length: Int, windowBytes: Int,
    begin: (LiveStream, AsyncStream<Void>, AsyncStream<Void>.Continuation) -> Void
  ) -> Following {
    typealias Wakes = (AsyncStream<Void>, AsyncStream<Void>.Continuation)
    let (live, new) = followed.withLock { followed -> (LiveStream, Wakes?) in
      if let entry = followed[id] {
        followed[id]?.readers += 1
        return (entry.live, nil)
      }
      let live = LiveStream(stream: id, from: length, windowBytes: windowBytes)
      // One more look is as good as many.
      let (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
      followed[id] = Followed(live: live, principal: principal, readers: 1, wakes: wake)
      return (live, (wakes, wake))
    }
    if let (wakes, wake) = new { begin(live, wakes, wake) }
    return Following(live: live, hub: self)
  }

  /// Notes that a reader is gone; a stream that has no more is followed no longer.
  func leave(_ live: LiveStream) {
    let last = followed.withLock { followed -> AsyncStream<Void>.Continuation? in
      guard let entry = followed[live.stream], entry.live === live else { return nil }
      if entry.readers > 1 {
        followed[live.stream]?.readers -= 1
        return nil
      }
      followed[live.stream] = nil
      return entry.wakes
    }
    last?.finish()
  }

  /// Forgets a stream that is followed no longer, so that a new reader follows it anew.
  func unfollow(_ live: LiveStream) {
    let entry = followed.withLock { followed -> Followed? in
      guard followed[live.stream]?.live === live else { return nil }
      return followed.removeValue(forKey: live.stream)
    }
    entry?.wakes.finish()
  }

  /// Ends the reading of all streams of other nodes: the readers come back, elsewhere.
  func loseFollowed() {
    for (live, _) in allFollowed {
      unfollow(live)
      live.lose(epoch: .max)
    }
  }

  /// How many readers wait for the next frame of any stream, for tests and metrics.
  package var waitingCount: Int {
    let live = streams.withLock { $0.values.map(\.self) }
    return (live + allFollowed.map(\.live)).reduce(0) { $0 + $1.waitingCount }
  }

  /// How many streams of other nodes are followed, for tests and metrics.
  package var followedCount: Int { followed.withLock(\.count) }

  /// The streams of other nodes that are read here, by name.
  var allFollowed: [(live: LiveStream, principal: Principal)] {
    followed.withLock { followed in
      followed.sorted { $0.key < $1.key }.map { ($0.value.live, $0.value.principal) }
    }
  }
}
