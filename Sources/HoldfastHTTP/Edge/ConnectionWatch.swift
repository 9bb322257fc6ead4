import NIOCore
import Synchronization

/// Closes the connections of readers that do not read.
///
/// A write to a client that has stopped reading suspends until there is room, for ever if need be. One task looks at
/// all writes under way and closes the channel of one that takes too long; the write then fails, and the reader is
/// free to come back with its cursor.
public final class ConnectionWatch: Sendable {
  private struct Entry {
    var channel: any Channel
    var writingFor = 0
    var isWriting = false
  }

  private let entries = Mutex<(next: Int, all: [Int: Entry])>((0, [:]))
  private let deadline: Duration
  private let clock: any Clock<Duration>
  private let observer: any HTTPObserver
  /// How many looks a write is given.
  private static let looks = 10

  /// Makes a watch with a deadline for one write.
  public convenience init(deadline: Duration, clock: any Clock<Duration>) {
    self.init(deadline: deadline, clock: clock, observer: NoHTTPObserver())
  }

  /// Makes a watch that tells an observer when it closes a connection.
  package init(deadline: Duration, clock: any Clock<Duration>, observer: any HTTPObserver) {
    self.deadline = deadline
    self.clock = clock
    self.observer = observer
  }

  /// How many connections wait for something to be written, and how many for the client to take what is written.
  package var readers: (waiting: Int, writing: Int) {
    entries.withLock { entries in
      let writing = entries.all.values.count(where: \.isWriting)
      return (entries.all.count - writing, writing)
    }
  }

  /// Looks after the connections until it is cancelled.
  public func run() async {
    while (try? await clock.sleep(for: deadline / Self.looks)) != nil {  // until cancelled
      let late = entries.withLock { entries in
        var late: [any Channel] = []
        for id in entries.all.keys where entries.all[id]?.isWriting == true {
          entries.all[id]?.writingFor += 1
          // Once: a write that has been given up may take another while to say so.
          if let entry = entries.all[id], entry.writingFor == Self.looks + 1 { late.append(entry.channel) }
        }
        return late
      }
      for channel in late {
        observer.observe(.slowReaderClosed)
        channel.close(mode: .all, promise: nil)
      }
    }
  }

  /// Watches a connection until it is released.
  func watch(_ channel: (any Channel)?) -> WatchedConnection {
    let id = entries.withLock { entries in
      entries.next += 1
      if let channel { entries.all[entries.next] = Entry(channel: channel) }
      return entries.next
    }
    return WatchedConnection(watch: self, id: id)
  }

  fileprivate func release(_ id: Int) { entries.withLock { $0.all[id] = nil } }

  fileprivate func setWriting(_ id: Int, _ isWriting: Bool) {
    entries.withLock { entries in
      entries.all[id]?.isWriting = isWriting
      entries.all[id]?.writingFor = 0
    }
  }
}

/// A connection whose writes have a deadline.
struct WatchedConnection: Sendable {
  fileprivate let watch: ConnectionWatch
  fileprivate let id: Int

  /// Starts the deadline of a write.
  func beginWrite() { watch.setWriting(id, true) }

  /// Ends it.
  func endWrite() { watch.setWriting(id, false) }

  /// Watches the connection no longer.
  func release() { watch.release(id) }
}
