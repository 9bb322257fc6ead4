import HoldfastModel
import Synchronization

/// The memory that the bodies of all requests may take at once.
///
/// What has arrived counts, not what was announced: a client that says much and sends nothing takes nothing.
final class BodyRoom: Sendable {
  private let bytes: Int
  private let taken = Mutex(0)

  /// Makes a room of so many bytes.
  init(bytes: Int) { self.bytes = bytes }

  /// What one body takes of the room, until it leaves.
  final class Place: Sendable {
    private let room: BodyRoom
    private let bytes = Mutex(0)

    init(in room: BodyRoom) { self.room = room }

    /// Takes more.
    ///
    /// - Throws: ``ChatError`` 503 when there is no room; then it has what it had.
    func grow(by count: Int) throws(ChatError) {
      let isTaken = room.taken.withLock { taken in
        guard taken + count <= room.bytes else { return false }
        taken += count
        return true
      }
      guard isTaken else {
        throw ChatError.tooBusy("the bodies of requests take as much memory as they may")
      }
      bytes.withLock { $0 += count }
    }

    /// Gives everything back.
    func leave() {
      let count = bytes.withLock { bytes in
        defer { bytes = 0 }
        return bytes
      }
      room.taken.withLock { $0 -= count }
    }
  }
}
