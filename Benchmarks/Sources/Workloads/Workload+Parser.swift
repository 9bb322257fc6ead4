import EventStream
import HoldfastEngine
import HoldfastModel

extension Workload {
  /// How many events the parser is given at each repetition.
  private static let events = 100
  /// How many bytes it is given at once: fewer than an event has, so that its lines are cut.
  private static let piece = 61

  /// A stream, in pieces.
  static let parser = Workload(name: "parser", unit: "byte", repetitions: 20) { repetitions in
    let stream = try FrameEncoding.encode((0..<events).map(Sample.frame), of: Sample.stream)
    var (count, bytes) = (0, 0)
    var last: ServerSentEvent?
    for _ in 0..<repetitions {
      var parser = EventStreamParser()
      for start in stride(from: 0, to: stream.count, by: piece) {
        let events = try parser.push(stream[start..<min(start + piece, stream.count)])
        count += events.count
        for event in events { bytes += event.data.utf8.count }
        last = events.last ?? last
      }
      try expect(!parser.finish(), "the stream is cut within an event")
    }
    try expect(count == repetitions * events, "the parser yields as many events as were encoded")
    try expect(bytes == count * Sample.data.count, "their data is as long as it was")
    try expect(last?.id.flatMap { Cursor($0) }?.position == events - 1, "the last event is the last frame")
    return repetitions * stream.count
  }
}
