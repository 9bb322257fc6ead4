import EventStream
public import HoldfastModel
import HoldfastStores

/// A cursor into one stream: the same code for a first read, a resume and a replay.
///
/// It pulls from the live stream while there is one and holds what it needs, and from the log otherwise. A reader
/// has no queue: how slow it is concerns nobody else.
public struct ReplyReader: Sendable {
  /// What comes next.
  public enum Step: Sendable, Equatable {
    /// Encoded frames, joined, to be sent in one write; those that belong to this connection alone have no cursor.
    case frames([UInt8])
    /// Nothing came for a while; the connection wants a sign of life.
    case idle
    /// The stream has ended, and all of it was read.
    case ended
    /// The stream is no longer filled from here; the client must come back with its cursor.
    case lost
  }

  /// The stream that is read.
  public let stream: StreamID
  /// The position of the next frame.
  public private(set) var position: Int

  private let live: LiveStream?
  /// Keeps another node's stream followed for as long as this is read.
  private let following: Following?
  private let isLogged: Bool
  /// The number of the last announcement that it was given, or that was made before it came.
  private var announced: Int
  private let log: any StreamLog
  private let batchBytes: Int
  private let now: @Sendable () -> Timestamp

  init(
    stream: StreamID, position: Int, live: LiveStream?, following: Following? = nil, isLogged: Bool = true,
    log: any StreamLog,
    batchBytes: Int, now: @escaping @Sendable () -> Timestamp
  ) {
    self.stream = stream
    self.position = position
    self.live = live ?? following?.live
    announced = self.live?.announcementMark ?? 0
    self.following = following
    self.isLogged = isLogged
    self.log = log
    self.batchBytes = batchBytes
    self.now = now
  }

  /// The next step, waiting for it when the stream is running.
  ///
  /// - Throws: ``StoreError`` when the log does not answer; `CancellationError`. The reader can go on after either.
  public mutating func next() async throws -> Step {
    guard let live else {
      if let step = try await nextFromLog() { return step }
      // Everything was read: the end only if the log says so, and nothing was committed between the two looks.
      guard try await log.record(of: stream)?.state != nil else { return .lost }
      return try await nextFromLog() ?? .ended
    }
    let step = try await live.next(
      from: position, maximumBytes: batchBytes, announced: announced, now: now())
    switch step {
    case .frames(let bytes, let next):
      position = next
      return .frames(bytes)
    case .announcement(let bytes, let number):
      announced = number
      return .frames(bytes)
    case .behind: return isLogged ? try await nextFromLog() ?? .lost : .lost
    case .idle: return .idle
    case .ended: return .ended
    case .lost: return .lost
    }
  }

  // MARK: On an event loop

  /// Where a reader stands in a running stream.
  package struct Place: Sendable, Hashable {
    /// The position of the next frame.
    package var position: Int
    /// The number of the last announcement that it was given.
    package var announced: Int
  }

  /// The running stream, for one who reads it by ``LiveStream/step(from:maximumBytes:announced:)`` from ``place``.
  package var running: LiveStream? { live }

  /// Where the reader stands; whoever has read on without it says so here.
  package var place: Place {
    get { Place(position: position, announced: announced) }
    set { (position, announced) = (newValue.position, newValue.announced) }
  }

  /// How much is given at once, in bytes.
  package var maximumBytes: Int { batchBytes }

  private mutating func nextFromLog() async throws -> Step? {
    let frames = try await log.read(stream, from: position, maximumBytes: batchBytes)
    guard let last = frames.last else { return nil }
    let bytes = try FrameEncoding.encode(frames, of: stream)
    position = last.position + 1
    return .frames(bytes)
  }
}
