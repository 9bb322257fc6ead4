import HoldfastEngine
import HoldfastModel

/// A reader of a running stream: a cursor in the list of its event loop, and a connection that is written to.
///
/// It has no task that wakes, and no queue: what it lacks is written when there is something new, or when its client
/// takes more; what has gathered until then goes out joined.
final class LoopReader {
  /// Why a reader has left its list.
  enum Reason: Sendable {
    /// The stream has ended, and all of it was written.
    case ended
    /// The stream is filled from here no longer.
    case lost
    /// It is so far behind that what it lacks is only in the log.
    case behind
    /// Nobody reads any more.
    case cancelled
    /// The connection is of a kind that cannot be written to from here.
    case unavailable
  }

  /// What a reader comes back with.
  struct Leaving: Sendable {
    var reason: Reason
    var place: ReplyReader.Place
  }

  let name: Int
  let handler: FrameHandler
  let connection: WatchedReader
  let maximumBytes: Int
  var place: ReplyReader.Place
  /// When it was written to last.
  var writtenAt: Timestamp
  private var isBlocked = false
  private var continuation: CheckedContinuation<Leaving, Never>?

  init(
    name: Int, handler: FrameHandler, connection: WatchedReader, maximumBytes: Int,
    place: ReplyReader.Place, writtenAt: Timestamp, continuation: CheckedContinuation<Leaving, Never>
  ) {
    self.name = name
    self.handler = handler
    self.connection = connection
    self.maximumBytes = maximumBytes
    self.place = place
    self.writtenAt = writtenAt
    self.continuation = continuation
  }

  /// Notes whether the client takes more now.
  func checkIsWritable() -> Bool {
    let isWritable = handler.isWritable
    if isBlocked == isWritable {
      if isWritable { connection.endWrite() } else { connection.beginWrite() }
      isBlocked = !isWritable
    }
    return isWritable
  }

  /// Leaves for a reason.
  func leave(for reason: Reason) {
    guard let continuation else { return }
    self.continuation = nil
    handler.onWritable = nil
    handler.onClosed = nil
    if isBlocked { connection.endWrite() }
    continuation.resume(returning: Leaving(reason: reason, place: place))
  }
}
