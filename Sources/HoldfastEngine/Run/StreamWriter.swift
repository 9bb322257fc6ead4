import EventStream
import HoldfastModel
import HoldfastStores

/// Turns a run's writes into appends to its stream; for a reply without a log, into frames without a cursor.
struct StreamWriter: Sendable {
  /// A write, ready to be committed and shown; making it again means the very same bytes.
  struct Prepared: Sendable {
    /// What the log is given; `nil` without one.
    var append: StreamAppend?
    /// The frames as readers get them.
    var encoded: [[UInt8]]
    /// The position of the first of them.
    var first: Int
  }

  private let stream: StreamID
  private let epoch: Int
  private let lease: Duration
  private let dialect: Dialect
  private let isLogged: Bool
  private var frames: FrameWriter

  /// Prepares to write after the last frame of a stream.
  init(record: StreamRecord, isLogged: Bool = true, lease: Duration, sealer: any FrameSealer) {
    stream = record.stream
    epoch = record.epoch
    self.lease = lease
    dialect = record.header.dialect
    self.isLogged = isLogged
    frames = FrameWriter(
      position: record.length, seal: record.lastSeal, dialect: dialect,
      sealer: sealer.sealer(for: record.stream))
  }

  /// Numbers, seals and encodes a write.
  ///
  /// - Throws: `EventStreamEncodingError`.
  mutating func prepare(_ write: RunMachine.Write) throws -> Prepared {
    let first = frames.position
    let numbered = frames.frames(for: write.chunks)
    guard isLogged else {
      return Prepared(encoded: try Self.local(write.chunks, in: dialect), first: first)
    }
    let append = StreamAppend(
      stream: stream, epoch: epoch, first: first, frames: numbered, effects: write.effects,
      outcome: write.outcome, end: write.end,
      lease: lease)
    return Prepared(
      append: append, encoded: try numbered.map { try FrameEncoding.encode($0, of: stream) }, first: first)
  }

  /// Chunks as frames that belong to the open connections alone.
  func announcement(of chunks: [Chunk]) throws -> [UInt8] {
    try Self.local(chunks, in: dialect).flatMap { $0 }
  }

  private static func local(_ chunks: [Chunk], in dialect: Dialect) throws -> [[UInt8]] {
    try chunks.map { try FrameEncoding.encode(local: $0.encoded(for: dialect)) }
  }
}
