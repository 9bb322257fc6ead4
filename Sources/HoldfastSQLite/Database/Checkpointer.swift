import Dispatch
import GRDBSQLite
import HoldfastStores
import Synchronization

/// Writes the log of a file back on a connection and a thread of its own, beside the writes that go on.
///
/// Writing back a thousand pages, and two syncs, take some 10 ms. On the connection that writes, every commit that comes
/// meanwhile would wait for it. What is left for that connection is what was committed meanwhile, a few pages.
final class Checkpointer: Sendable {
  private enum State { case idle, running, caughtUp }

  private let path: String
  private let synchronous: Int64
  private let queue: DispatchQueue
  private let state = Mutex(State.idle)
  private let connection = Mutex<Connection?>(nil)

  /// A connection of SQLite's, used on the queue alone.
  private struct Connection: @unchecked Sendable { let pointer: OpaquePointer }

  init(path: String, name: String, synchronous: Int64) {
    self.path = path
    self.synchronous = synchronous
    queue = DispatchQueue(label: "checkpoint of \(name)")
  }

  /// Opens the connection, so that writing back needs no further file.
  ///
  /// Blocks meanwhile.
  func open() { queue.sync { connection.withLock { $0 = $0 ?? makeConnection() } } }

  /// Begins to write the log back, unless that is under way.
  ///
  /// - Parameter failed: Told the result code when SQLite fails at it, on a thread of its own.
  /// - Returns: Whether it has been done since the last time: the rest is the caller's.
  func advance(_ failed: @escaping @Sendable (Int32) -> Void) -> Bool {
    let (isCaughtUp, begins) = state.withLock { state in
      let before = state
      switch before {
      case .idle: state = .running
      case .caughtUp: state = .idle
      case .running: break
      }
      return (before == .caughtUp, before == .idle)
    }
    if begins { queue.async { self.writeBack(failed) } }
    return isCaughtUp
  }

  /// Closes the connection, once what is under way has ended.
  func close() {
    queue.sync {
      connection.withLock { connection in
        if let connection { sqlite3_close_v2(connection.pointer) }
        connection = nil
      }
    }
  }

  private func writeBack(_ failed: (Int32) -> Void) {
    let code = connection.withLock { connection -> Int32 in
      if connection == nil { connection = makeConnection() }
      guard let connection else { return SQLITE_CANTOPEN }
      return sqlite3_wal_checkpoint_v2(connection.pointer, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }
    // Where a reader or another checkpoint hinders it, the rest stays in the log, where it is safe.
    if ![SQLITE_OK, SQLITE_BUSY, SQLITE_LOCKED].contains(code & 0xFF) { failed(code) }
    state.withLock { $0 = .caughtUp }
  }

  private func makeConnection() -> Connection? {
    var pointer: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2(path, &pointer, flags, nil) == SQLITE_OK, let pointer,
      sqlite3_exec(pointer, "PRAGMA synchronous = \(synchronous)", nil, nil, nil) == SQLITE_OK,
      // SQLite opens a file when it is first asked for something in it.
      sqlite3_exec(pointer, "PRAGMA schema_version", nil, nil, nil) == SQLITE_OK
    else {
      sqlite3_close_v2(pointer)
      return nil
    }
    return Connection(pointer: pointer)
  }
}
