package import HoldfastModel
import Synchronization

/// The streams that run on this node, by name.
package final class StreamHub: Sendable {
  private let streams = Mutex<[StreamID: LiveStream]>([:])

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
    for live in all { live.wakeReaders(waitingSince: time) }
  }
}
