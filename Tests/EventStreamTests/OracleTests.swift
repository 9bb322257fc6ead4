import EventStream
import Testing

@Suite(.timeLimit(.minutes(1)))
struct `I31 an independent parser reads the same events` {
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `of frames with hostile text`(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let texts = (0..<300).map { _ in HostileText(using: &generator).json }
    let stream = try RandomStream(data: texts, using: &generator)
    let events = try PythonOracle.decode(stream.bytes).map { event in
      Transcript.Event(
        id: event.id.isEmpty ? nil : Array(event.id.utf8), type: nil, data: Array(event.data.utf8))
    }
    #expect(events == stream.expected.events)
  }
}
