import NIOCore
import Synchronization

/// Closes connections whose clients take nothing of what is written to them, and counts those that read a reply.
///
/// It watches at the socket, where it sees every answer to its last byte: streams, pages, downloads and errors alike.
public final class ConnectionWatch: Sendable {
  private let deadline: Duration
  private let observer: any HTTPObserver
  private let counts = Mutex<(open: Int, writing: Int)>((0, 0))

  /// Makes a watch with a deadline for a client that takes nothing.
  public convenience init(deadline: Duration) { self.init(deadline: deadline, observer: NoHTTPObserver()) }

  /// Makes a watch that tells an observer when it closes a connection.
  package init(deadline: Duration, observer: any HTTPObserver) {
    self.deadline = deadline
    self.observer = observer
  }

  /// How many connections wait for something to be written, and how many for the client to take what is written.
  package var readers: (waiting: Int, writing: Int) {
    counts.withLock { ($0.open - $0.writing, $0.writing) }
  }

  /// Counts a connection that reads a reply, until it is released.
  func watch() -> WatchedReader {
    counts.withLock { $0.open += 1 }
    return WatchedReader(watch: self)
  }

  /// Watches the writes of a connection; called on its event loop, before anything else is in its pipeline.
  func add(to channel: any Channel) throws {
    let observer = observer
    try channel.pipeline.syncOperations.addHandlers(
      WriteDeadlineHandler(deadline: TimeAmount(deadline)) { observer.observe(.slowReaderClosed) },
      FrameHandler())
  }

  fileprivate func addWriting(_ change: Int) { counts.withLock { $0.writing += change } }

  fileprivate func release() { counts.withLock { $0.open -= 1 } }
}

/// A connection that reads a reply.
struct WatchedReader: Sendable {
  fileprivate let watch: ConnectionWatch

  /// Begins a write, which takes as long as the client takes to read what was written before.
  func beginWrite() { watch.addWriting(1) }

  /// Ends it.
  func endWrite() { watch.addWriting(-1) }

  /// Reads no longer.
  func release() { watch.release() }
}
