import EventStream
package import HoldfastModel

/// The one way from a frame of the log to the bytes that a reader gets.
package enum FrameEncoding {
  /// A frame with its cursor as `id:`.
  ///
  /// - Throws: `EventStreamEncodingError` when the data is not one line, which a log that is not damaged never holds.
  package static func encode(_ frame: Frame, of stream: StreamID) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(frame.data.count + 80)
    try append(frame, of: stream, to: &bytes)
    return bytes
  }

  /// Frames, joined.
  package static func encode(_ frames: [Frame], of stream: StreamID) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(frames.reduce(0) { $0 + $1.data.count + 80 })
    for frame in frames { try append(frame, of: stream, to: &bytes) }
    return bytes
  }

  /// The data of a frame that belongs to a connection alone, and so has no cursor.
  package static func encode(local data: [UInt8]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try EventStreamEncoder.appendFrame(id: nil, data: data, to: &bytes)
    return bytes
  }

  private static func append(_ frame: Frame, of stream: StreamID, to bytes: inout [UInt8]) throws {
    let cursor = Cursor(stream: stream, position: frame.position, seal: frame.seal)
    try EventStreamEncoder.appendFrame(id: cursor.description, data: frame.data, to: &bytes)
  }
}
