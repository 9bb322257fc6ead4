import HoldfastEngine
import HoldfastModel
import NIOCore
import Synchronization

/// All readers of running streams, each in the list of its connection's event loop.
final class LiveReaders: Sendable {
  private typealias Lists = [ObjectIdentifier: NIOLoopBoundBox<LoopReaders>]

  private let lists = Mutex<Lists>([:])
  private let names = Atomic<Int>(0)
  private let now: @Sendable () -> Timestamp

  init(now: @escaping @Sendable () -> Timestamp) { self.now = now }

  /// Lets a connection follow a running stream from a place on, until there is a reason to stop.
  ///
  /// What was written to the connection before is written before. Cancelling makes it stop at once.
  func follow(
    _ live: LiveStream, from place: ReplyReader.Place, maximumBytes: Int, over channel: any Channel,
    counted connection: WatchedReader
  ) async -> LoopReader.Leaving {
    let name = names.add(1, ordering: .relaxed).newValue
    let (loop, list, isCancelled) = (channel.eventLoop, list(of: channel.eventLoop), Flag())
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        loop.execute { [now] in
          // Asked for here, as a cancellation may come before the reader does.
          let handler = Self.handler(of: channel)
          guard let handler, !handler.isClosed, channel.isActive, !isCancelled.isSet else {
            let isGone = isCancelled.isSet || !channel.isActive || handler?.isClosed == true
            return continuation.resume(
              returning: LoopReader.Leaving(reason: isGone ? .cancelled : .unavailable, place: place))
          }
          let reader = LoopReader(
            name: name, handler: handler, connection: connection, maximumBytes: maximumBytes, place: place,
            writtenAt: now(), continuation: continuation)
          list.value.add(reader, of: live, signal: Self.signal(ObjectIdentifier(live), list, loop))
        }
      }
    } onCancel: {
      isCancelled.set()
      loop.execute { list.value.cancel(name) }
    }
  }

  /// Passes on what a stream says, from any task; news that is on its way already counts for more.
  private static func signal(
    _ stream: ObjectIdentifier, _ list: NIOLoopBoundBox<LoopReaders>, _ loop: any EventLoop
  ) -> @Sendable (LiveStream.Signal) -> Void {
    let isOnItsWay = Flag()
    return { signal in
      switch signal {
      case .news:
        guard isOnItsWay.set() else { return }
        loop.execute {
          isOnItsWay.clear()
          list.value.take(.news, for: stream)
        }
      case .idle: loop.execute { list.value.take(signal, for: stream) }
      }
    }
  }

  private static func handler(of channel: any Channel) -> FrameHandler? {
    try? channel.pipeline.syncOperations.handler(type: FrameHandler.self)
  }

  private func list(of loop: any EventLoop) -> NIOLoopBoundBox<LoopReaders> {
    let now = now
    return lists.withLock { lists in
      if let list = lists[ObjectIdentifier(loop)] { return list }
      let list = NIOLoopBoundBox.makeBoxSendingValue(LoopReaders(now: now), eventLoop: loop)
      lists[ObjectIdentifier(loop)] = list
      return list
    }
  }
}

/// Something that has happened, or not.
private final class Flag: Sendable {
  private let value = Atomic<Bool>(false)

  var isSet: Bool { value.load(ordering: .acquiring) }

  /// Notes that it has happened, and whether this was news.
  @discardableResult func set() -> Bool { !value.exchange(true, ordering: .acquiringAndReleasing) }

  func clear() { value.store(false, ordering: .releasing) }
}
