import EventStream
import HoldfastEngine
import HoldfastModel

extension Workload {
  /// One frame after the other, into a buffer that is there already.
  static let encoder = Workload(name: "encoder", unit: "frame", repetitions: 10_000) { repetitions in
    let id = Cursor(stream: Sample.stream, position: 1234, seal: Sample.seal).description
    let data = Sample.data
    var (buffer, bytes) = ([UInt8](), 0)
    for _ in 0..<repetitions {
      buffer.removeAll(keepingCapacity: true)
      try EventStreamEncoder.appendFrame(id: id, data: data, to: &buffer)
      bytes += buffer.count
    }
    try expect(buffer == Array("id: \(id)\ndata: ".utf8) + data + Array("\n\n".utf8), "the frame is another")
    try expect(bytes == repetitions * buffer.count, "the frames differ in length")
    return repetitions
  }

  /// A frame of the log to the bytes that readers get, with its cursor.
  static let frame = Workload(name: "frame", unit: "frame", repetitions: 2_000) { repetitions in
    var (last, bytes) = ([UInt8](), 0)
    for position in 0..<repetitions {
      last = try FrameEncoding.encode(Sample.frame(position), of: Sample.stream)
      bytes += last.count
    }
    let events = try EventStreamParser.events(in: last)
    try expect(events.map(\.data) == [String(decoding: Sample.data, as: UTF8.self)], "the data is another")
    let cursor = events.first?.id.flatMap { Cursor($0) }
    try expect(cursor?.position == repetitions - 1 && cursor?.seal == Sample.seal, "the cursor is another")
    try expect(bytes > repetitions * Sample.data.count, "there are frames without data")
    return repetitions
  }
}

extension EventStreamParser {
  /// The events of a stream that is there as a whole.
  fileprivate static func events(in bytes: [UInt8]) throws -> [ServerSentEvent] {
    var parser = EventStreamParser()
    return try parser.push(bytes)
  }
}
